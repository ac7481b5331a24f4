package dev.nephelite.program.pair;

import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.BlobTrigger;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A function app that writes down, in a file for each process, what it was called for. */
public class LedgerFunctions {
    static final String FOLDER_VARIABLE = "NEPHELITE_TEST_LEDGER";

    @FunctionName("OnMessage")
    public void onMessage(@QueueTrigger(name = "message", queueName = "work", connection = "") String message)
            throws IOException {
        write(message);
    }

    @FunctionName("OnBlob")
    public void onBlob(
            @BlobTrigger(name = "blob", path = "work/{name}", connection = "") String content,
            @BindingName("name") String name)
            throws IOException {
        write(name.equals(content) ? name : name + " with a wrong content");
    }

    private static void write(String line) throws IOException {
        Path file =
                Path.of(System.getenv(FOLDER_VARIABLE), ProcessHandle.current().pid() + ".txt");
        Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
