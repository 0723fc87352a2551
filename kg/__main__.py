"""``python -m kg`` is ``kg``."""

from kg.cli import main

# a worker process imports this module again, under another name
if __name__ == "__main__":
    main()
