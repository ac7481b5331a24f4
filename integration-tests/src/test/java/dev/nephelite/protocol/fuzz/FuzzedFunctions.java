package dev.nephelite.protocol.fuzz;

import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.BlobTrigger;
import com.microsoft.azure.functions.annotation.EventGridTrigger;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.QueueTrigger;

/** A function for each way to reach one over HTTP; none of them ever fails. */
public final class FuzzedFunctions {
    public HttpResponseMessage echo(@HttpTrigger(name = "request") HttpRequestMessage<String> request) {
        return request.createResponseBuilder(HttpStatus.OK)
                .body(request.getQueryParameters() + " " + request.getHeaders() + " " + request.getBody())
                .build();
    }

    public void grid(@EventGridTrigger(name = "event") String event) {}

    public void upload(@BlobTrigger(name = "content", path = "uploads/{name}") byte[] content) {}

    public void work(@QueueTrigger(name = "message", queueName = "work") String message) {}
}
