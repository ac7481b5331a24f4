package dev.nephelite.benchmark.app;

import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;

/** A function that answers with the document it is sent. */
public class EchoFunctions {
    @FunctionName("Echo")
    public HttpResponseMessage echo(
            @HttpTrigger(name = "request", authLevel = AuthorizationLevel.ANONYMOUS)
                    HttpRequestMessage<String> request) {
        return request.createResponseBuilder(HttpStatus.OK)
                .header("Content-Type", "application/json")
                .body(request.getBody())
                .build();
    }
}
