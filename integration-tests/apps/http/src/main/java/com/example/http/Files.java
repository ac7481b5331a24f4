package com.example.http;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32;

/** Uploads, which are bytes, whatever a client says they are. */
public class Files {
    @FunctionName("Checksum")
    public HttpResponseMessage checksum(
            @HttpTrigger(
                            name = "req",
                            methods = {HttpMethod.PUT},
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "files/{name}")
                    HttpRequestMessage<Optional<byte[]>> request) {
        if (!request.getBody().isPresent()) {
            return request.createResponseBuilder(HttpStatus.BAD_REQUEST).build();
        }
        return request.createResponseBuilder(HttpStatus.OK)
                .body(checksum(request.getBody().get()))
                .build();
    }

    /** Has a route that another one overlaps. */
    @FunctionName("NewestFile")
    public String newest(
            @HttpTrigger(
                            name = "req",
                            methods = {HttpMethod.PUT},
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "files/newest")
                    byte[] body) {
        return "newest " + checksum(body);
    }

    @FunctionName("ChecksumLater")
    public CompletableFuture<HttpResponseMessage> later(
            @HttpTrigger(
                            name = "req",
                            methods = {HttpMethod.POST},
                            authLevel = AuthorizationLevel.ANONYMOUS)
                    HttpRequestMessage<byte[]> request) {
        return CompletableFuture.supplyAsync(() -> request.createResponseBuilder(HttpStatus.ACCEPTED)
                .body(checksum(request.getBody()))
                .build());
    }

    /** Which of several values a query parameter has. */
    @FunctionName("Scopes")
    public String scopes(
            @HttpTrigger(
                            name = "req",
                            methods = {HttpMethod.GET},
                            authLevel = AuthorizationLevel.ANONYMOUS)
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("scopes") String last) {
        return request.getQueryParameters().get("scopes") + " " + last;
    }

    private static String checksum(byte[] content) {
        CRC32 checksum = new CRC32();
        checksum.update(content);
        return content.length + " bytes, " + Long.toHexString(checksum.getValue());
    }
}
