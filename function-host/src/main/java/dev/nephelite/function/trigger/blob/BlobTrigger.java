package dev.nephelite.function.trigger.blob;

import dev.nephelite.function.app.BindingDefinition;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.app.config.HostSettings;
import dev.nephelite.function.client.BlobClient;
import dev.nephelite.function.expression.ExpressionNames;
import dev.nephelite.function.expression.PathPattern;
import dev.nephelite.function.trigger.AppTriggers;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.trigger.Listener;
import dev.nephelite.function.trigger.Trigger;
import dev.nephelite.function.trigger.TriggerType;
import dev.nephelite.function.trigger.Webhook;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs a function for every new version of the blobs that match a path. */
public final class BlobTrigger implements TriggerType {
    static final String NAME = "blobTrigger";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String sourceAttribute() {
        return "path";
    }

    @Override
    public Connection connection() {
        return Connection.STORAGE;
    }

    @Override
    public void checkSettings(HostSettings host) {
        BlobSettings.of(host);
    }

    /** What the path of the trigger captures, and what a blob has. */
    @Override
    public ExpressionNames expressionNames(BindingDefinition trigger, AppSettings settings) {
        List<String> names = new ArrayList<>(List.of("BlobTrigger", "Uri", "Properties", "Metadata"));
        names.addAll(captures(settings.resolve(trigger.requireText("path"))));
        return ExpressionNames.of(names);
    }

    /** None for an invalid path, which is reported as an error of the trigger. */
    private static List<String> captures(String path) {
        try {
            return PathPattern.parse(path).names();
        } catch (IllegalArgumentException malformed) {
            return List.of();
        }
    }

    @Override
    public RetryRule retryRule() {
        return RetryRule.of("A failed blob is retried as 'extensions.blobs' in host.json says.");
    }

    @Override
    public AppTriggers load(HostContext host) {
        return new BlobTriggers(host, new BlobListener(host));
    }

    /** @param listener that all functions of the app share */
    private record BlobTriggers(HostContext host, BlobListener listener) implements AppTriggers {
        @Override
        public Listener listen(FunctionDefinition function) {
            host.storage().account(null).queues();
            BlobFunction blobFunction = BlobFunction.of(function, host);
            blobFunction.account().blobs();
            return listener.listenerOf(blobFunction);
        }

        @Override
        public Optional<Webhook> webhook() {
            return Optional.of(new BlobWebhook(listener));
        }

        @Override
        public Trigger manual(FunctionDefinition function, String input) {
            BlobFunction blobFunction = BlobFunction.of(function, host);
            String path = input.startsWith("/") ? input.substring(1) : input;
            int slash = path.indexOf('/');
            if (slash < 1 || slash == path.length() - 1) {
                throw new IllegalArgumentException("'" + input + "' is not the path of a blob. Write container/name.");
            }
            String container = path.substring(0, slash);
            String name = path.substring(slash + 1);
            BlobClient blobs = blobFunction.account().blobs();
            BlobClient.Blob blob = blobs.get(container, name)
                    .orElseThrow(() -> new IllegalArgumentException("There is no blob '" + path + "'."));
            return blobFunction.manualTrigger(
                    container,
                    name,
                    blob,
                    blobs.metadata(container, name, blob.properties()),
                    host.invoker().takesBytes(function));
        }
    }
}
