"""The style sheets, scripts and page bodies that the views put inside their pages; data, read as text."""
