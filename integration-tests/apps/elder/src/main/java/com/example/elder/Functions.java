package com.example.elder;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.OutputBinding;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.BlobOutput;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.QueueOutput;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import com.microsoft.azure.functions.annotation.StorageAccount;
import java.util.Optional;

/** What an app was like when the library had the types of the API in it, compiled for Java 8. */
public class Functions {
    @FunctionName("orders")
    @StorageAccount("AzureWebJobsStorage")
    public HttpResponseMessage orders(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.POST},
                            authLevel = AuthorizationLevel.ANONYMOUS)
                    HttpRequestMessage<Optional<String>> request,
            @QueueOutput(name = "order", queueName = "orders") OutputBinding<String> order,
            ExecutionContext context) {
        context.getLogger().info("An order arrived.");
        if (!request.getBody().isPresent()) {
            return request.createResponseBuilder(HttpStatus.BAD_REQUEST).body("What do you want?").build();
        }
        order.setValue(request.getBody().get());
        return request.createResponseBuilder(HttpStatus.ACCEPTED)
                .header("X-Trace", context.getTraceContext().getTraceparent())
                .body(context.getFunctionName())
                .build();
    }

    @FunctionName("file")
    @BlobOutput(name = "$return", path = "orders/last.txt", connection = "AzureWebJobsStorage")
    public String file(
            @QueueTrigger(name = "order", queueName = "orders", connection = "AzureWebJobsStorage") String order,
            @BindingName("DequeueCount") long dequeueCount) {
        return order + ", read " + dequeueCount + " times";
    }
}
