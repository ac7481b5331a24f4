package com.example.http;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import java.util.Optional;

/** What everybody's first function does. */
public class Greeting {
    /** Greets who is named in the query, or in the body: {@code curl "{host}/api/Greeting?name=Ada"}. */
    @FunctionName("Greeting")
    public HttpResponseMessage run(
            @HttpTrigger(
                            name = "req",
                            methods = {HttpMethod.GET, HttpMethod.POST},
                            authLevel = AuthorizationLevel.ANONYMOUS)
                    HttpRequestMessage<Optional<String>> request,
            final ExecutionContext context) {
        context.getLogger().info("Somebody wants to be greeted.");
        String name = request.getBody().orElse(request.getQueryParameters().get("name"));
        if (name == null) {
            return request.createResponseBuilder(HttpStatus.BAD_REQUEST)
                    .body("Please name somebody.")
                    .build();
        }
        return request.createResponseBuilder(HttpStatus.OK)
                .body("Hello, " + name)
                .build();
    }
}
