import unittest

from account import fresh_container
from azure.storage.blob import PartialBatchErrorException


class Batches(unittest.TestCase):
    def setUp(self):
        self.container = fresh_container()
        for name in ["a", "folder/b c", "ü"]:
            self.container.upload_blob(name, b"x")

    def names(self):
        return [blob.name for blob in self.container.list_blobs()]

    def test_delete_blobs(self):
        answers = list(self.container.delete_blobs("a", "folder/b c"))

        self.assertEqual([202, 202], [answer.status_code for answer in answers])
        self.assertEqual(["ü"], self.names())

    def test_delete_blobs_reports_the_one_that_is_missing(self):
        with self.assertRaises(PartialBatchErrorException) as caught:
            self.container.delete_blobs("a", "nowhere")

        self.assertEqual([202, 404], [part.status_code for part in caught.exception.parts])
        self.assertEqual(["folder/b c", "ü"], self.names())

    def test_delete_blobs_with_snapshots(self):
        self.container.get_blob_client("a").create_snapshot()

        answers = list(self.container.delete_blobs("a", delete_snapshots="include"))

        self.assertEqual([202], [answer.status_code for answer in answers])

    def test_set_standard_blob_tier_blobs(self):
        answers = list(self.container.set_standard_blob_tier_blobs("Cool", "a", "ü"))

        self.assertEqual([200, 200], [answer.status_code for answer in answers])
        tiers = {blob.name: blob.blob_tier for blob in self.container.list_blobs()}
        self.assertEqual({"a": "Cool", "folder/b c": "Hot", "ü": "Cool"}, tiers)
