package dev.nephelite.function.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.microsoft.azure.functions.OutputBinding;
import com.microsoft.azure.functions.annotation.BlobInput;
import com.microsoft.azure.functions.annotation.BlobOutput;
import com.microsoft.azure.functions.annotation.BlobTrigger;
import com.microsoft.azure.functions.annotation.CosmosDBOutput;
import com.microsoft.azure.functions.annotation.CustomBinding;
import com.microsoft.azure.functions.annotation.EventGridOutput;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.QueueOutput;
import com.microsoft.azure.functions.annotation.TableInput;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.SystemClock;
import dev.nephelite.function.Extensions;
import dev.nephelite.function.app.App;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.client.StorageAccounts;
import dev.nephelite.function.expression.ExpressionNames;
import dev.nephelite.function.java.TestApp;
import dev.nephelite.function.worker.Worker.ContentForm;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FunctionBindingsTest {
    private static final Map<String, String> SETTINGS = Map.of(
            "AzureWebJobsStorage",
            "UseDevelopmentStorage=true",
            "Topic",
            "https://orders.westeurope-1.eventgrid.azure.net/api/events",
            "NoTopic",
            "westeurope");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void inputs_and_outputs_are_found_by_name() {
        FunctionBindings bindings = bindings("fine");

        assertThat(bindings.inputs()).containsOnlyKeys("photo");
        assertThat(bindings.outputs()).containsOnlyKeys("copy", "told", "$return");
    }

    @Test
    void a_blob_trigger_provides_what_its_path_captures_and_what_a_blob_is() {
        assertThat(bindings("knowing").outputs()).containsOnlyKeys("copy");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    cosmos        | The binding 'out' has the type cosmosDB, which is not supported here.
                    table         | The binding 'row' has the type table, which is not supported here.
                    unconnected   | Storage account connection string 'AzureWebJobsNowhere' does not exist.
                    unresolved    | '%MISSING%' does not resolve to a value.
                    containerOnly | The blob path 'photos' must be the name of a container
                    badContainer  | The blob path 'Photos/{Query.name}' must begin with the name of a container
                    badQueue      | The queue name 'no_good' is not valid
                    keyless       | The setting 'NoKey', the key of the Event Grid topic in 'Topic', does not exist.
                    misdirected   | The setting 'NoTopic' is 'westeurope', but it must be the address of
                    identity      | has the connection 'Orders', which signs in with an identity
                    mistyped      | Unable to resolve binding parameter 'nam' of 'thumbnails/{nam}'.
                    tooCurious    | Unable to resolve binding parameter 'order.id' of 'orders-{order.id}'.
                    unclosed      | the '{' at position 7 is never closed
                    """)
    void what_could_never_work_is_the_error_of_the_function(String function, String message) {
        assertThatExceptionOfType(InvalidAppException.class)
                .isThrownBy(() -> bindings(function))
                .withMessageContaining(message);
    }

    private FunctionBindings bindings(String function) {
        App app = TestApp.of(folder, SETTINGS, Functions.class, Connected.class);
        try (SystemClock clock = new SystemClock();
                StorageAccounts storage = new StorageAccounts(app.settings(), Clocks.single(clock), null)) {
            FunctionBindings.Context context = new FunctionBindings.Context(
                    Extensions.STANDARD.bindings(), app.settings(), app.host(), storage, (topic, events) -> {});
            FunctionDefinition definition = app.function(function).orElseThrow();
            ExpressionNames names = Extensions.STANDARD.triggers().stream()
                    .filter(type -> definition.trigger().isType(type.name()))
                    .findFirst()
                    .orElseThrow()
                    .expressionNames(definition.trigger(), app.settings());
            return FunctionBindings.of(definition, names, context, name -> ContentForm.VALUE);
        }
    }

    @Retention(RetentionPolicy.RUNTIME)
    @CustomBinding(name = "", type = "eventGrid", direction = "out")
    @interface Connected {
        String name();

        String connection();
    }

    /** Functions with bindings of every kind. */
    static final class Functions {
        @FunctionName("fine")
        public String fine(
                @HttpTrigger(name = "request") String request,
                @BlobInput(name = "photo", path = "photos/{Query.name}") byte[] photo,
                @BlobOutput(name = "copy", path = "copies/{rand-guid}") OutputBinding<byte[]> copy,
                @QueueOutput(name = "told", queueName = "told-{Query.whom}") OutputBinding<String> told) {
            return request;
        }

        @FunctionName("cosmos")
        public void cosmos(
                @HttpTrigger(name = "request") String request,
                @CosmosDBOutput(name = "out", databaseName = "d", containerName = "c", connection = "C")
                        OutputBinding<String> out) {}

        @FunctionName("table")
        public void table(
                @HttpTrigger(name = "request") String request,
                @TableInput(name = "row", tableName = "rows") String row) {}

        @FunctionName("unconnected")
        public void unconnected(
                @HttpTrigger(name = "request") String request,
                @QueueOutput(name = "out", queueName = "orders", connection = "Nowhere") OutputBinding<String> out) {}

        @FunctionName("unresolved")
        public void unresolved(
                @HttpTrigger(name = "request") String request,
                @QueueOutput(name = "out", queueName = "%MISSING%") OutputBinding<String> out) {}

        @FunctionName("containerOnly")
        public void containerOnly(
                @HttpTrigger(name = "request") String request,
                @BlobInput(name = "photo", path = "photos") String photo) {}

        @FunctionName("badContainer")
        public void badContainer(
                @HttpTrigger(name = "request") String request,
                @BlobInput(name = "photo", path = "Photos/{Query.name}") String photo) {}

        @FunctionName("badQueue")
        public void badQueue(
                @HttpTrigger(name = "request") String request,
                @QueueOutput(name = "out", queueName = "no_good") OutputBinding<String> out) {}

        @FunctionName("keyless")
        public void keyless(
                @HttpTrigger(name = "request") String request,
                @EventGridOutput(name = "out", topicEndpointUri = "Topic", topicKeySetting = "NoKey")
                        OutputBinding<String> out) {}

        @FunctionName("misdirected")
        public void misdirected(
                @HttpTrigger(name = "request") String request,
                @EventGridOutput(name = "out", topicEndpointUri = "NoTopic", topicKeySetting = "NoKey")
                        OutputBinding<String> out) {}

        @FunctionName("identity")
        public void identity(
                @HttpTrigger(name = "request") String request,
                @Connected(name = "out", connection = "Orders") OutputBinding<String> out) {}

        @FunctionName("knowing")
        public void knowing(
                @BlobTrigger(name = "photo", path = "photos/{folder}/{name}.{ext}") byte[] photo,
                @BlobOutput(
                                name = "copy",
                                path = "copies/{Folder}-{NAME}-{ext}-{properties.eTag}-{metadata.by}-{sys.utcnow}")
                        OutputBinding<byte[]> copy) {}

        @FunctionName("mistyped")
        public void mistyped(
                @BlobTrigger(name = "photo", path = "photos/{name}") byte[] photo,
                @BlobOutput(name = "copy", path = "thumbnails/{nam}") OutputBinding<byte[]> copy) {}

        @FunctionName("tooCurious")
        public void tooCurious(
                @TimerTrigger(name = "timer", schedule = "0 0 * * * *") String timer,
                @QueueOutput(name = "out", queueName = "orders-{order.id}") OutputBinding<String> out) {}

        @FunctionName("unclosed")
        public void unclosed(
                @HttpTrigger(name = "request") String request,
                @BlobInput(name = "photo", path = "photos/{name") String photo) {}
    }
}
