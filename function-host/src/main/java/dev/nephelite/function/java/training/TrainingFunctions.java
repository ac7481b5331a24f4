package dev.nephelite.function.java.training;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.OutputBinding;
import com.microsoft.azure.functions.annotation.BlobTrigger;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.QueueOutput;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import java.util.List;
import java.util.Optional;

/** The app of the training run: one function for each common trigger, so that the classes that apps need are loaded. */
public final class TrainingFunctions {
    /** The route of the HTTP function. */
    public static final String PATH = "rehearse";

    /** A value that is read and written as JSON. */
    public record Note(String text) {}

    @FunctionName("rehearse")
    public HttpResponseMessage runTraining(
            @HttpTrigger(name = "request", route = PATH) HttpRequestMessage<Optional<String>> request,
            @QueueOutput(name = "notes", queueName = "rehearsal", connection = "AzureWebJobsStorage")
                    OutputBinding<List<Note>> notes,
            ExecutionContext context) {
        context.getLogger().info("rehearsing");
        notes.setValue(List.of(new Note(request.getBody().orElse(""))));
        return request.createResponseBuilder(HttpStatus.OK).body(PATH).build();
    }

    @FunctionName("take")
    public void take(
            @QueueTrigger(name = "note", queueName = "rehearsal", connection = "AzureWebJobsStorage") Note note) {}

    @FunctionName("look")
    public void look(
            @BlobTrigger(name = "content", path = "rehearsal/{name}", connection = "AzureWebJobsStorage")
                    byte[] content) {}

    @FunctionName("tick")
    public void tick(@TimerTrigger(name = "timer", schedule = "0 0 0 1 1 *") String timer) {}
}
