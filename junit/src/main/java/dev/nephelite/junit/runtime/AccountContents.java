package dev.nephelite.junit.runtime;

import dev.nephelite.cloud.LocalCloud;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.function.FunctionHost;
import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.client.BlobClient;
import dev.nephelite.function.client.QueueClient;
import dev.nephelite.function.client.QueueClient.Message;
import dev.nephelite.function.client.StorageAccount;
import dev.nephelite.function.client.StorageAccounts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The containers and queues of a cloud, for preparing and describing them. */
final class AccountContents implements AutoCloseable {
    private static final String CONNECTION = "AzureWebJobsStorage";
    private static final int SHOWN_CHARACTERS = 200;

    /** Of each container. */
    private static final int SHOWN_BLOBS = 20;

    private final StorageAccounts accounts;
    private final StorageAccount account;

    private AccountContents(StorageAccounts accounts) {
        this.accounts = accounts;
        account = accounts.account(CONNECTION);
    }

    static AccountContents of(LocalCloud cloud, Clocks clocks) {
        AppSettings settings = AppSettings.of(Map.of(CONNECTION, cloud.connectionString()), Map.of(), Map.of());
        return new AccountContents(new StorageAccounts(settings, clocks, null));
    }

    void createContainer(String name) {
        boolean unused = account.blobs().createContainer(name);
    }

    void createQueue(String name) {
        boolean unused = account.queues().create(name);
    }

    /**
     * The messages in all queues, with those of poison queues, for people; empty if there are none.
     *
     * @param encoded whether messages are usually in Base64
     */
    String messages(boolean encoded) {
        StringBuilder text = new StringBuilder();
        for (String queue : account.queues().names()) {
            long count = account.queues().count(queue);
            if (count > 0) {
                describe(queue, count, account.queues().peek(queue), encoded, text);
            }
        }
        return text.toString();
    }

    /** The blobs, for people; empty if there are none. Those in which function hosts keep their records are left out. */
    String blobs() {
        List<String> lines = new ArrayList<>();
        for (String container : account.blobs().containers()) {
            if (container.startsWith(FunctionHost.OWN_RESOURCES)) {
                continue;
            }
            BlobClient.Page page = account.blobs().list(container, "", null, SHOWN_BLOBS);
            page.blobs()
                    .forEach(blob -> lines.add(String.format(
                            Locale.ROOT, "  %s/%s (%,d bytes)\n", container, blob.name(), blob.length())));
            if (page.nextMarker() != null) {
                lines.add("  " + container + " has more.\n");
            }
        }
        return String.join("", lines);
    }

    private static void describe(String queue, long count, List<Message> visible, boolean encoded, StringBuilder text) {
        text.append("  ").append(queue).append(": ").append(count).append(count == 1 ? " message" : " messages");
        if (count > visible.size()) {
            text.append(
                    visible.size() < QueueClient.MAX_MESSAGES
                            ? ", " + (count - visible.size()) + " hidden"
                            : ", the first " + visible.size() + ":");
        }
        text.append('\n');
        for (Message message : visible) {
            String whole = encoded ? decoded(message.text()) : message.text();
            String shown = whole.length() > SHOWN_CHARACTERS ? whole.substring(0, SHOWN_CHARACTERS) + "..." : whole;
            text.append("    ").append(shown);
            if (message.dequeueCount() > 0) {
                text.append(" (received ").append(message.dequeueCount()).append(" times)");
            }
            text.append('\n');
        }
    }

    /** The text, as it is if it is not in Base64. */
    private static String decoded(String text) {
        try {
            return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException ignored) {
            // Any client can send text as it is.
            return text;
        }
    }

    @Override
    public void close() {
        accounts.close();
    }
}
