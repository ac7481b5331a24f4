package dev.nephelite.function.trigger.queue;

import dev.nephelite.function.app.BindingDefinition;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.HostSettings;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.client.QueueMessage;
import dev.nephelite.function.client.StorageAccount;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.trigger.Listener;
import dev.nephelite.function.trigger.Trigger;
import dev.nephelite.function.trigger.TriggerType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Runs a function for every message of a queue. */
public final class QueueTrigger implements TriggerType {
    private static final Duration TIME_TO_LIVE = Duration.ofDays(7);
    static final String VALID_NAME = "(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*";

    @Override
    public String name() {
        return "queueTrigger";
    }

    @Override
    public Listener listen(FunctionDefinition function, HostContext host) {
        BindingDefinition binding = function.trigger();
        String queue = queueName(binding, host);
        StorageAccount account = host.storage().account(binding.text("connection"));
        HostSettings.Queues queues = host.app().host().queues();
        PumpSettings settings = PumpSettings.of(
                host,
                function.name(),
                account,
                queue,
                queues.batchSize(),
                queues.newBatchThreshold(),
                queues.maxDequeueCount());
        return new MessagePump(settings, new QueueFunction(function, queue, account.queues(), host), host);
    }

    @Override
    public Trigger manual(FunctionDefinition function, String input, HostContext host) {
        Instant now = host.clock().now();
        QueueMessage message =
                new QueueMessage(host.ids().uuid().toString(), "", now, now.plus(TIME_TO_LIVE), now, 0, input);
        byte[] body = input.getBytes(StandardCharsets.UTF_8);
        return QueueTriggerData.of(
                Trigger.BY_HAND, message, body, host.invoker().takesBytes(function));
    }

    private static String queueName(BindingDefinition binding, HostContext host) {
        String name =
                host.app().settings().resolve(binding.requireText("queueName")).toLowerCase(Locale.ROOT);
        if (!name.matches(VALID_NAME)) {
            throw new InvalidAppException("'" + name
                    + "' is not a valid queue name. Use 3 to 63 lowercase letters, digits and single hyphens.");
        }
        return name;
    }
}
