package dev.nephelite.function.trigger.timer;

import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.trigger.Listener;
import dev.nephelite.function.trigger.Trigger;
import dev.nephelite.function.trigger.TriggerType;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/** Runs a function when it is time. */
public final class TimerTrigger implements TriggerType {
    @Override
    public String name() {
        return "timerTrigger";
    }

    @Override
    public Listener listen(FunctionDefinition function, HostContext host) {
        TimerDefinition timer = TimerDefinition.of(function, host.app().settings());
        return new TimerListener(timer, host);
    }

    @Override
    public boolean isAlone() {
        return true;
    }

    @Override
    public Trigger manual(FunctionDefinition function, String input, HostContext host) {
        TimerDefinition timer = TimerDefinition.of(function, host.app().settings());
        ZonedDateTime now = host.clock().now().atZone(timer.zone());
        @Nullable
        TimerStatus status = timer.monitored()
                ? new TimerStatusBlob(function.name(), host).load(timer.zone()).orElse(null)
                : null;
        return TimerTriggerData.BY_HAND.trigger(timer.schedule(), status, now, now);
    }
}
