"""The door for browsers and programs: ``kg serve``, read-only. It parses requests, lets ``kg.graph`` and ``kg.views`` work, and replies.

Every piece of work runs in a process that is killed when it takes too long. Starlette and uvicorn come with ``kg-policy[serve]``.
"""

from kg.server.app import application, serve
from kg.server.replies import Limits

__all__ = ["Limits", "application", "serve"]
