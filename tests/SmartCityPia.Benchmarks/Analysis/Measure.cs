using System.Diagnostics;
using System.Runtime.InteropServices;

namespace SmartCityPia.Benchmarks.Analysis;

internal static class Measure
{
    /// <summary>Median and least of several runs, in milliseconds, after a warm-up.</summary>
    public static (double Median, double Least) Runs(int count, Action run)
    {
        run();
        var times = new double[count];
        for (var i = 0; i < count; i++)
        {
            GC.Collect();
            var watch = Stopwatch.StartNew();
            run();
            times[i] = watch.Elapsed.TotalMilliseconds;
        }

        Array.Sort(times);
        return (times[count / 2], times[0]);
    }

    /// <summary>Processor time of this process so far, over all threads, in milliseconds: steadier than wall time on a shared machine.</summary>
    public static double Processor()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime.TotalMilliseconds;
    }

    /// <summary>Processor time of this thread so far, in milliseconds: what a run costs, however many others want the machine.</summary>
    public static double Thread()
    {
        const int threadTime = 3;
        var time = new long[2];
        _ = clock_gettime(threadTime, time);
        return (time[0] * 1e3) + (time[1] / 1e6);

        [DllImport("libc")]
        static extern int clock_gettime(int clock, long[] secondsAndNanoseconds);
    }

    public static double Percentile(double[] times, double share)
    {
        var sorted = times.Order().ToArray();
        return sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];
    }

    public static double PeakMemory()
    {
        using var process = Process.GetCurrentProcess();
        process.Refresh();
        return process.PeakWorkingSet64 / 1048576.0;
    }

    public static void Say(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
