package com.example.blob;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.OutputBinding;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.BlobInput;
import com.microsoft.azure.functions.annotation.BlobOutput;
import com.microsoft.azure.functions.annotation.BlobTrigger;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.StorageAccount;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Texts are put in one container and come out of another, in capitals and with their length. */
public class Texts {
    @FunctionName("Capitalize")
    @StorageAccount("AzureWebJobsStorage")
    public void capitalize(
            @BlobTrigger(name = "content", path = "drafts/{folder}/{name}.txt", dataType = "binary") byte[] content,
            @BindingName("folder") String folder,
            @BindingName("name") String name,
            @BlobOutput(name = "capitals", path = "texts/{folder}/{name}.upper.txt") OutputBinding<String> capitals,
            @BlobOutput(name = "length", path = "texts/{folder}/{name}.length") OutputBinding<String> length,
            final ExecutionContext context) {
        context.getLogger().info("Text " + name + " in " + folder + " has " + content.length + " bytes.");
        capitals.setValue(new String(content, StandardCharsets.UTF_8).toUpperCase(Locale.ROOT));
        length.setValue(Integer.toString(content.length));
    }

    @FunctionName("ReadText")
    @StorageAccount("AzureWebJobsStorage")
    public HttpResponseMessage read(
            @HttpTrigger(
                            name = "req",
                            methods = {HttpMethod.GET},
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "texts/{folder}/{name}")
                    HttpRequestMessage<Void> request,
            @BlobInput(name = "text", path = "texts/{folder}/{name}.upper.txt") String text) {
        return text == null
                ? request.createResponseBuilder(HttpStatus.NOT_FOUND).build()
                : request.createResponseBuilder(HttpStatus.OK).body(text).build();
    }
}
