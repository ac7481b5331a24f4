package dev.nephelite.cli.command;

import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;

/** A function that packs what it gets, unless that is nothing. */
public class ParcelFunctions {
    @FunctionName("pack")
    public String pack(
            @HttpTrigger(name = "content", route = "pack/{to}", authLevel = AuthorizationLevel.ANONYMOUS)
                    String content,
            @BindingName("to") String to) {
        if (content == null || content.isEmpty()) {
            throw new IllegalArgumentException("There is nothing to pack.");
        }
        return "To " + to + "\n" + content;
    }
}
