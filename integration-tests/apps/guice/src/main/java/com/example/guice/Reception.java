package com.example.guice;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import jakarta.inject.Inject;
import java.util.Optional;

/** A function that gets what it needs by its constructor, so it cannot be made without the injector. */
public class Reception {
    private final Greetings greetings;

    @Inject
    public Reception(Greetings greetings) {
        this.greetings = greetings;
    }

    @FunctionName("Receive")
    public String receive(
            @HttpTrigger(
                            name = "req",
                            methods = {HttpMethod.GET},
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "guests/{name}")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("name") String name) {
        return greetings.greet(name);
    }
}
