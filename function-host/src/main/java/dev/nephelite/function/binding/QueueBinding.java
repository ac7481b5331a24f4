package dev.nephelite.function.binding;

import dev.nephelite.function.app.BindingDefinition;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.expression.BindingExpression;

/** The {@code queue} output: messages to a queue whose name may speak of the trigger. */
final class QueueBinding implements BindingType {
    @Override
    public String name() {
        return "queue";
    }

    @Override
    public Output output(BindingDefinition binding, BindingContext context) {
        try {
            BindingExpression queue =
                    BindingExpression.parse(context.settings().resolve(binding.requireText("queueName")));
            if (queue.names().isEmpty()) {
                QueueOutput.requireName(queue.toString());
            }
            return new QueueOutput(
                    context.storage().account(binding.text("connection")).queues(),
                    queue,
                    context.host().queues().base64());
        } catch (IllegalArgumentException refused) {
            throw new InvalidAppException(String.valueOf(refused.getMessage()), refused);
        }
    }
}
