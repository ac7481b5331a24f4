package dev.nephelite.cli.command;

import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.BlobTrigger;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.QueueTrigger;

/** Functions that handle parcels. */
public class ParcelFunctions {
    /** Packs what it gets, unless that is nothing. */
    @FunctionName("pack")
    public String pack(
            @HttpTrigger(name = "content", route = "pack/{to}", authLevel = AuthorizationLevel.ANONYMOUS)
                    String content,
            @BindingName("to") String to) {
        if (content == null || content.isEmpty()) {
            throw new IllegalArgumentException("There is nothing to pack.");
        }
        return "To " + to + "\n" + content;
    }

    /** Fails for parcels that are broken, and at the first attempt for those that are light. */
    @FunctionName("weigh")
    public void weigh(
            @QueueTrigger(name = "parcel", queueName = "parcels", connection = "AzureWebJobsStorage") String parcel,
            @BindingName("DequeueCount") long attempt) {
        if (parcel.equals("broken") || (parcel.equals("light") && attempt == 1)) {
            throw new IllegalStateException("It cannot be weighed.");
        }
    }

    /** Always fails. */
    @FunctionName("label")
    public void label(
            @BlobTrigger(name = "text", path = "labels/{name}", connection = "AzureWebJobsStorage") String text) {
        throw new IllegalStateException("There is no printer.");
    }
}
