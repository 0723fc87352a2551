"""The query page of ``kg serve``: our own small editor. It builds what it shows out of text nodes only, and asks nobody but this server."""
