package com.example.photos;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.OutputBinding;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.BlobOutput;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.StorageAccount;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code PUT /api/photos/{name}} stores a picture; the blob that appears sets everything else in motion. */
public class UploadPhoto {
    private static final Pattern PICTURE = Pattern.compile(".+\\.(jpg|jpeg|png)", Pattern.CASE_INSENSITIVE);

    @FunctionName("UploadPhoto")
    @StorageAccount("AzureWebJobsStorage")
    public HttpResponseMessage run(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.PUT,
                            route = "photos/{name}",
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            dataType = "binary")
                    HttpRequestMessage<Optional<byte[]>> request,
            @BindingName("name") String name,
            @BlobOutput(name = "photo", path = "photos/{name}", dataType = "binary") OutputBinding<byte[]> photo) {
        byte[] picture = request.getBody().orElse(new byte[0]);
        if (!PICTURE.matcher(name).matches()) {
            return answer(request, HttpStatus.BAD_REQUEST, new Refusal("The name must end in .jpg, .jpeg or .png."));
        }
        if (picture.length == 0) {
            return answer(request, HttpStatus.BAD_REQUEST, new Refusal("The body is empty; it must be the picture."));
        }
        photo.setValue(picture);
        return answer(request, HttpStatus.CREATED, new Receipt(name, picture.length));
    }

    private static HttpResponseMessage answer(HttpRequestMessage<?> request, HttpStatus status, Record body) {
        return request.createResponseBuilder(status)
                .header("Content-Type", "application/json")
                .body(body)
                .build();
    }

    private record Receipt(String name, int bytes) {}

    private record Refusal(String error) {}
}
