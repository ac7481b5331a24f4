package dev.nephelite.cloud;

import static dev.nephelite.cloud.Clients.get;
import static dev.nephelite.cloud.Clients.queue;

import com.azure.storage.queue.QueueClient;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program with a cloud that runs {@link HeldFunctions} with a timeout of one second. It does what the lines of its
 * standard input say.
 */
final class DebuggedCloud {
    private DebuggedCloud() {}

    public static void main(String[] arguments) throws Exception {
        Path classes = Path.of(HeldFunctions.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        FunctionApp app = FunctionApp.ofClasses(classes)
                .only(List.of("resize", "show"))
                .environment(Map.of("AzureFunctionsJobHost__functionTimeout", "00:00:01"));
        try (LocalCloud cloud = LocalCloud.builder()
                .inMemory()
                .functions(app)
                .log(line -> System.out.println(line.category() + ": " + line.message()))
                .start()) {
            QueueClient photos = queue(cloud, "photos");
            System.out.println("ready");
            BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String command = commands.readLine(); command != null; command = commands.readLine()) {
                switch (command) {
                    case "put" -> photos.sendMessage("cat");
                    case "get" ->
                        System.out.println("answer: "
                                + get(cloud.endpoints().functions() + "/api/show/cat")
                                        .body());
                    case "count" -> {
                        cloud.functionHost().orElseThrow().idle().get(4, TimeUnit.MINUTES);
                        System.out.println("messages: " + photos.getProperties().getApproximateMessagesCountLong());
                    }
                    default -> throw new IllegalArgumentException(command);
                }
            }
        }
    }
}
