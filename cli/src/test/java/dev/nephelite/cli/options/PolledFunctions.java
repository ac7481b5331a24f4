package dev.nephelite.cli.options;

import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;

/** A function whose queue stays empty. */
public class PolledFunctions {
    @FunctionName("ship")
    public void ship(
            @QueueTrigger(name = "order", queueName = "orders", connection = "AzureWebJobsStorage") String order) {
        throw new IllegalStateException("Unexpected message: " + order);
    }
}
