package dev.nephelite.cloud;

import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.BlobOutput;
import com.microsoft.azure.functions.annotation.BlobTrigger;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** Functions as a test of an app has them beside it. */
public class LetterFunctions {
    @FunctionName("answer")
    @BlobOutput(name = "$return", path = "answers/{name}", connection = "AzureWebJobsStorage")
    public String answer(
            @BlobTrigger(name = "letter", path = "letters/{name}", connection = "AzureWebJobsStorage") String letter,
            @BindingName("name") String name) {
        return "Dear " + name + ", you wrote: " + letter;
    }

    @FunctionName("greet")
    public String greet(
            @HttpTrigger(name = "name", route = "greet/{name}", authLevel = AuthorizationLevel.ANONYMOUS) String unused,
            @BindingName("name") String name) {
        return "Hello " + name;
    }

    @FunctionName("deliver")
    @BlobOutput(name = "$return", path = "answers/{queueTrigger}", connection = "AzureWebJobsStorage")
    public String deliver(
            @QueueTrigger(name = "parcel", queueName = "parcels", connection = "AzureWebJobsStorage") String parcel) {
        return "delivered";
    }

    @FunctionName("collect")
    @BlobOutput(name = "$return", path = "answers/collected", connection = "AzureWebJobsStorage")
    public String collect(@TimerTrigger(name = "newYear", schedule = "0 0 0 1 1 *") String newYear) {
        return "collected";
    }

    /** Connects to the port in the message, and ends when that connection does. */
    @FunctionName("wait")
    @BlobOutput(name = "$return", path = "answers/waited", connection = "AzureWebJobsStorage")
    public String await(
            @QueueTrigger(name = "port", queueName = "ports", connection = "AzureWebJobsStorage") String port)
            throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port))) {
            return "waited " + socket.getInputStream().read();
        }
    }
}
