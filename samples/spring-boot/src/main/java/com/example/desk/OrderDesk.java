package com.example.desk;

import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueServiceClient;
import org.springframework.stereotype.Service;

/** Takes orders and puts them in a queue. Spring Cloud Azure makes the client of the queue. */
@Service
public class OrderDesk {
    private final QueueClient orders;

    public OrderDesk(QueueServiceClient queues) {
        orders = queues.getQueueClient("orders");
    }

    public void take(String order) {
        orders.sendMessage(order);
    }
}
