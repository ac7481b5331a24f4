package com.example.photos;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.BlobInput;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.StorageAccount;
import java.util.Optional;

/** {@code GET /api/thumbnails/{name}} answers with the thumbnail, or 404 while there is none. */
public class DownloadThumbnail {
    @FunctionName("DownloadThumbnail")
    @StorageAccount("AzureWebJobsStorage")
    public HttpResponseMessage run(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            route = "thumbnails/{name}",
                            authLevel = AuthorizationLevel.ANONYMOUS)
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("name") String name,
            @BlobInput(name = "thumbnail", path = "thumbnails/{name}", dataType = "binary")
                    Optional<byte[]> thumbnail) {
        if (thumbnail.isEmpty()) {
            return request.createResponseBuilder(HttpStatus.NOT_FOUND).build();
        }
        return request.createResponseBuilder(HttpStatus.OK)
                .header("Content-Type", "image/" + Thumbnail.format(name))
                .body(thumbnail.get())
                .build();
    }
}
