"""Fills a running Azurite with a little of everything that it can store."""
from datetime import datetime

from azure.storage.blob import (
    AccessPolicy, BlobBlock, BlobServiceClient, ContentSettings, CorsRule, StandardBlobTier)
from azure.storage.queue import AccessPolicy as QueueAccessPolicy, QueueServiceClient

CONNECTION = (
    "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;"
    "AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;"
    "BlobEndpoint=http://127.0.0.1:21000/devstoreaccount1;QueueEndpoint=http://127.0.0.1:21001/devstoreaccount1;")

blobs = BlobServiceClient.from_connection_string(CONNECTION)
one = blobs.create_container("one", metadata={"a": "b"}, public_access="blob")
blobs.create_container("empty")

put = one.get_blob_client("dir/put.txt")
put.upload_blob(
    b"hello", metadata={"k": "v"}, standard_blob_tier=StandardBlobTier.COOL,
    content_settings=ContentSettings(
        content_type="text/plain", cache_control="no-cache", content_language="en", content_disposition="inline"))
put.set_blob_tags({"t": "1"})
put.create_snapshot(metadata={"snap": "1"})
put.upload_blob(b"hello again", overwrite=True)

blocks = one.get_blob_client("blocks.bin")
blocks.stage_block("AAAA", b"x" * 1000)
blocks.stage_block("AAAB", b"y" * 1000)
blocks.commit_block_list([BlobBlock("AAAA"), BlobBlock("AAAB")], metadata={"m": "1"})
blocks.stage_block("AAAC", b"z" * 10)
one.get_blob_client("uncommitted.bin").stage_block("AAAA", b"q" * 10)

append = one.get_blob_client("append.log")
append.create_append_blob()
append.append_block(b"one")
append.append_block(b"two")
page = one.get_blob_client("page.vhd")
page.create_page_blob(4096 * 4)
page.upload_page(b"p" * 512, offset=1024, length=512)
page.upload_page(b"r" * 1024, offset=4096, length=1024)
one.get_blob_client("empty.bin").upload_blob(b"")
archived = one.get_blob_client("archived")
archived.upload_blob(b"a")
archived.set_standard_blob_tier(StandardBlobTier.ARCHIVE)

leased = one.get_blob_client("leased")
leased.upload_blob(b"l")
leased.acquire_lease(-1, lease_id="11111111-1111-1111-1111-111111111111")
leased_for_a_minute = one.get_blob_client("leased60")
leased_for_a_minute.upload_blob(b"l")
leased_for_a_minute.acquire_lease(60)
blobs.create_container("leased").acquire_lease(-1)
one.set_container_access_policy(
    {"p": AccessPolicy(permission="r", expiry=datetime(2030, 1, 1))}, public_access="blob")
one.get_blob_client("copied").start_copy_from_url(put.url)
blobs.set_service_properties(cors=[CorsRule(["http://x"], ["GET"])])

queues = QueueServiceClient.from_connection_string(CONNECTION)
orders = queues.create_queue("orders", metadata={"qa": "qb"})
for number in range(5):
    orders.send_message(f"m{number}")
orders.send_message("late", visibility_timeout=3600, time_to_live=-1)
next(iter(orders.receive_messages(visibility_timeout=3600)))
queues.create_queue("none")
orders.set_queue_access_policy({"p": QueueAccessPolicy(permission="r", expiry=datetime(2030, 1, 1))})

broken = one.get_blob_client("broken")
broken.upload_blob(b"b")
broken.acquire_lease(-1).break_lease(0)
one.get_blob_client("ünï/ç d.txt").upload_blob("grün".encode())
blobs.create_container("$root").get_blob_client("in-root").upload_blob(b"root")
orders.send_message("<ä & ö>")
