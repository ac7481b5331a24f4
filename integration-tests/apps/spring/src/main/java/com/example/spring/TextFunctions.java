package com.example.spring;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.cloud.function.context.FunctionCatalog;
import org.springframework.stereotype.Component;

/** What Azure calls: a bean like any other, with others injected into it. */
@Component
public class TextFunctions {
    @Autowired
    private Function<String, String> uppercase;

    @Autowired
    private FunctionCatalog catalog;

    /** Calls a bean. */
    @FunctionName("bean")
    public String bean(
            @HttpTrigger(
                            name = "req",
                            methods = {HttpMethod.GET, HttpMethod.POST},
                            authLevel = AuthorizationLevel.ANONYMOUS)
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        return uppercase.apply(request.getBody().orElse(""));
    }

    /** Calls what Spring Cloud Function composes of several. */
    @FunctionName("composed")
    public String composed(
            @HttpTrigger(
                            name = "req",
                            methods = {HttpMethod.GET, HttpMethod.POST},
                            authLevel = AuthorizationLevel.ANONYMOUS)
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        Function<String, String> composed = catalog.lookup("reverse|uppercase");
        return composed.apply(request.getBody().orElse(""));
    }
}
