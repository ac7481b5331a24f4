package com.example.queue;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.OutputBinding;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.QueueOutput;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import java.util.List;

/** Orders come by HTTP, wait in a queue, and leave as receipts in another. */
public class Orders {
    @FunctionName("TakeOrders")
    public HttpResponseMessage take(
            @HttpTrigger(
                            name = "req",
                            methods = {HttpMethod.POST},
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "orders")
                    HttpRequestMessage<List<Order>> request,
            @QueueOutput(name = "orders", queueName = "%OrdersQueue%", connection = "AzureWebJobsStorage")
                    OutputBinding<List<Order>> orders) {
        orders.setValue(request.getBody());
        return request.createResponseBuilder(HttpStatus.ACCEPTED).build();
    }

    @FunctionName("HandleOrder")
    @QueueOutput(name = "$return", queueName = "receipts", connection = "AzureWebJobsStorage")
    public String handle(
            @QueueTrigger(name = "order", queueName = "%OrdersQueue%", connection = "AzureWebJobsStorage") Order order,
            @BindingName("DequeueCount") long dequeueCount,
            final ExecutionContext context) {
        context.getLogger().info("Order " + order.id + ", attempt " + dequeueCount);
        if (order.quantity < 1) {
            throw new IllegalArgumentException("Order " + order.id + " orders nothing.");
        }
        return order.id + ": " + order.quantity + " times";
    }
}
