package dev.nephelite.cloud;

import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.BlobTrigger;
import com.microsoft.azure.functions.annotation.EventGridTrigger;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import com.microsoft.azure.functions.annotation.TimerTrigger;

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

    @FunctionName("index")
    public void index(
            @BlobTrigger(name = "photo", path = "photos/{name}", connection = "AzureWebJobsStorage") String photo) {
        System.out.println("indexed " + work(photo));
    }

    @FunctionName("announce")
    public void announce(@EventGridTrigger(name = "event") String event) {
        System.out.println("announced " + work("cat"));
    }

    @FunctionName("sweep")
    public void sweep(@TimerTrigger(name = "timer", schedule = "%SCHEDULE%") String timer) {
        System.out.println("swept " + work("cat"));
    }

    private static String work(String photo) {
        return photo;
    }
}
