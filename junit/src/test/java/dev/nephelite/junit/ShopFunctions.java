package dev.nephelite.junit;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.BlobOutput;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.QueueOutput;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import java.util.concurrent.atomic.AtomicInteger;

/** Functions as a project has them on the class path of its tests. */
public class ShopFunctions {
    /** A test sees the same static state as the functions. */
    static final AtomicInteger RESTOCKED = new AtomicInteger();

    public record Order(String id, int pieces) {}

    @FunctionName("order")
    @QueueOutput(name = "$return", queueName = "%ORDERS%", connection = "AzureWebJobsStorage")
    public Order order(
            @HttpTrigger(name = "pieces", route = "orders/{id}", authLevel = AuthorizationLevel.ANONYMOUS)
                    String pieces,
            @BindingName("id") String id) {
        return new Order(id, Integer.parseInt(pieces));
    }

    @FunctionName("pay")
    @BlobOutput(name = "$return", path = "receipts/{id}", connection = "AzureWebJobsStorage")
    public String pay(
            @QueueTrigger(name = "order", queueName = "%ORDERS%", connection = "AzureWebJobsStorage") Order order,
            ExecutionContext context) {
        context.getLogger().info("paying " + order.id());
        if (order.pieces() == 0) {
            throw new IllegalStateException("nothing to pay");
        }
        return order.pieces() + " pieces";
    }

    /** Answers with settings, as functions read them. */
    @FunctionName("settings")
    public String settings(
            @HttpTrigger(name = "unused", route = "settings", authLevel = AuthorizationLevel.ANONYMOUS) String unused) {
        return System.getenv("ORDERS") + " " + System.getenv("AzureWebJobsStorage");
    }

    @FunctionName("scan")
    public int scan(
            @HttpTrigger(name = "image", route = "scans", dataType = "binary", authLevel = AuthorizationLevel.ANONYMOUS)
                    byte[] image) {
        return image.length;
    }

    @FunctionName("restock")
    public void restock(@TimerTrigger(name = "month", schedule = "0 0 0 1 * *") String month) {
        RESTOCKED.incrementAndGet();
    }
}
