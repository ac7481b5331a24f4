package com.example.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nephelite.junit.NepheliteTest;
import dev.nephelite.junit.cloud.FunctionInvocation;
import dev.nephelite.junit.cloud.TestCloud;
import org.junit.jupiter.api.Test;

/** Repeats a run of WriteReceipt that has succeeded. */
@NepheliteTest(functions = OrderFunctions.class)
class WriteReceiptRun7f8c77e5Test {
    @Test
    void setsTheSameOutputs(TestCloud cloud) {
        FunctionInvocation run = cloud.repeat(getClass().getResource("WriteReceiptRun7f8c77e5Test.json"));

        assertTrue(run.hasSucceeded(), run.failure());
        assertEquals("3 pieces", run.output("$return").text());
    }
}
