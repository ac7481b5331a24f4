package dev.nephelite.function.trigger.blob;

import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.client.BlobClient;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.trigger.Listener;
import dev.nephelite.function.trigger.Trigger;
import dev.nephelite.function.trigger.TriggerType;
import dev.nephelite.function.trigger.Webhook;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs a function for every new version of the blobs that match a path. */
public final class BlobTrigger implements TriggerType {
    static final String NAME = "blobTrigger";

    private @Nullable BlobListener listener;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Listener listen(FunctionDefinition function, HostContext host) {
        host.storage().account(null).queues();
        BlobFunction blobFunction = BlobFunction.of(function, host);
        blobFunction.account().blobs();
        return listener(host).listenerOf(blobFunction);
    }

    /** The listener that all functions of the app share. */
    private synchronized BlobListener listener(HostContext host) {
        BlobListener shared = listener == null ? new BlobListener(host) : listener;
        listener = shared;
        return shared;
    }

    @Override
    public Optional<Webhook> webhook(HostContext host) {
        return Optional.of(new BlobWebhook(listener(host)));
    }

    @Override
    public Trigger manual(FunctionDefinition function, String input, HostContext host) {
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
