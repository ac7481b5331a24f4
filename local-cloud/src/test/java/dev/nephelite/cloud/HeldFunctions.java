package dev.nephelite.cloud;

import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.QueueTrigger;

/** Functions that a debugger holds in {@link #work}. */
public class HeldFunctions {
    @FunctionName("resize")
    public void resize(
            @QueueTrigger(name = "photo", queueName = "photos", connection = "AzureWebJobsStorage") String photo,
            @BindingName("DequeueCount") int attempt) {
        System.out.println("resized " + work(photo) + ", attempt " + attempt);
    }

    @FunctionName("show")
    public String show(
            @HttpTrigger(name = "photo", route = "show/{photo}", authLevel = AuthorizationLevel.ANONYMOUS)
                    String unused,
            @BindingName("photo") String photo) {
        return "shown " + work(photo);
    }

    private static String work(String photo) {
        return photo;
    }
}
