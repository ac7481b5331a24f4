package com.example.timer;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueOutput;
import com.microsoft.azure.functions.annotation.TimerTrigger;

/** Says in a queue, whenever its schedule tells it to, what it was told. */
public class Clock {
    @FunctionName("Tick")
    @QueueOutput(name = "$return", queueName = "ticks", connection = "AzureWebJobsStorage")
    public String tick(
            @TimerTrigger(name = "timer", schedule = "%TickSchedule%") String timer, final ExecutionContext context) {
        context.getLogger().info("Tick: " + timer);
        return timer;
    }
}
