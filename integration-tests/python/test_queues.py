import unittest

from account import fresh_queue
from azure.core.exceptions import ResourceNotFoundError


class Queues(unittest.TestCase):
    def setUp(self):
        self.queue = fresh_queue()

    def test_messages_are_sent_peeked_received_and_deleted(self):
        self.queue.send_message("first <&> \u00fc")
        self.queue.send_message("second")

        self.assertEqual(2, self.queue.get_queue_properties().approximate_message_count)
        self.assertEqual("first <&> \u00fc", self.queue.peek_messages()[0].content)
        for message in self.queue.receive_messages(messages_per_page=32):
            self.assertEqual(1, message.dequeue_count)
            self.queue.delete_message(message)
        self.assertEqual(0, self.queue.get_queue_properties().approximate_message_count)

    def test_a_message_is_changed_by_its_receiver(self):
        self.queue.send_message("old")
        held = self.queue.receive_message()

        updated = self.queue.update_message(held, content="new", visibility_timeout=0)

        self.assertNotEqual(held.pop_receipt, updated.pop_receipt)
        self.assertEqual("new", self.queue.receive_message().content)

    def test_a_stale_pop_receipt_finds_no_message(self):
        self.queue.send_message("text")
        stale = self.queue.receive_message()
        self.queue.update_message(stale, visibility_timeout=30)

        for use in [self.queue.delete_message, self.queue.update_message]:
            with self.subTest(use.__name__), self.assertRaises(ResourceNotFoundError) as caught:
                use(stale.id, stale.pop_receipt)
            self.assertEqual("MessageNotFound", caught.exception.error_code)

    def test_a_queue_is_cleared(self):
        self.queue.send_message("text")

        self.queue.clear_messages()

        self.assertIsNone(self.queue.receive_message())
