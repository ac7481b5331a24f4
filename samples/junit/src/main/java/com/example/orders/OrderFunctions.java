package com.example.orders;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.BlobOutput;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.QueueOutput;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import com.microsoft.azure.functions.annotation.TimerTrigger;

/** Takes orders by HTTP, and writes a receipt for each. */
public class OrderFunctions {
    @FunctionName("TakeOrder")
    @QueueOutput(name = "$return", queueName = "%ORDERS%", connection = "AzureWebJobsStorage")
    public Order take(
            @HttpTrigger(name = "pieces", route = "orders/{id}", authLevel = AuthorizationLevel.ANONYMOUS)
                    String pieces,
            @BindingName("id") String id) {
        return new Order(id, Integer.parseInt(pieces));
    }

    @FunctionName("WriteReceipt")
    @BlobOutput(name = "$return", path = "receipts/{id}.txt", connection = "AzureWebJobsStorage")
    public String writeReceipt(
            @QueueTrigger(name = "order", queueName = "%ORDERS%", connection = "AzureWebJobsStorage") Order order,
            ExecutionContext context) {
        context.getLogger().info("Order " + order.id() + " has " + order.pieces() + " pieces.");
        if (order.pieces() < 1) {
            throw new IllegalArgumentException("An order needs at least one piece.");
        }
        return order.pieces() + " pieces";
    }

    @FunctionName("CloseMonth")
    @BlobOutput(name = "$return", path = "months/closed.txt", connection = "AzureWebJobsStorage")
    public String closeMonth(@TimerTrigger(name = "month", schedule = "0 0 0 1 * *") String month) {
        return "closed";
    }
}
