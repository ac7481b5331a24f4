"""Containers and queues for tests, in the account that AZURE_STORAGE_CONNECTION_STRING names."""

import os
import uuid

from azure.storage.blob import BlobServiceClient
from azure.storage.queue import QueueServiceClient

CONNECTION_STRING = os.environ["AZURE_STORAGE_CONNECTION_STRING"]


def fresh_container():
    """Creates a container that no other test knows."""
    service = BlobServiceClient.from_connection_string(CONNECTION_STRING)
    return service.create_container(f"c-{uuid.uuid4()}")


def fresh_queue():
    """Creates a queue that no other test knows."""
    service = QueueServiceClient.from_connection_string(CONNECTION_STRING)
    return service.create_queue(f"q-{uuid.uuid4()}")
