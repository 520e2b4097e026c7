using SmartCityPia.Benchmarks.Analysis;
using SmartCityPia.Benchmarks.Analysis.Coalitions;
using SmartCityPia.Benchmarks.Analysis.Cuts;
using SmartCityPia.Benchmarks.Analysis.Inference;

// Each workload prints its own figures; docs/performance.md and docs/performance-correlation.md say what they mean and how to repeat them.
switch (args)
{
    case ["s1"]:
        ClosureRun.Go(CitySize.Standard, withPeer: true);
        return 0;
    case ["s1x10"]:
        ClosureRun.Go(CitySize.TenFold, withPeer: false);
        return 0;
    case ["s1dense"]:
        ClosureRun.Go(CitySize.Dense, withPeer: false);
        return 0;
    case ["s2"]:
        EditRun.Edits(CitySize.Standard);
        return 0;
    case ["s3"]:
        EditRun.Ranking(CitySize.Standard);
        return 0;
    case ["s4"]:
        CoalitionRun.Go(CitySize.Standard);
        return 0;
    case ["s5"]:
        CutRun.Go(CitySize.Standard, peers: 25);
        return 0;
    case ["web"]:
        await SmartCityPia.Benchmarks.Web.LoadRun.Go();
        return 0;
    case ["soak", var minutes, .. var rate]:
        await SmartCityPia.Benchmarks.Web.LoadRun.Soak(Number(minutes), rate is [var perSecond] ? Number(perSecond) : 15);
        return 0;
    case ["city"]:
        await SmartCityPia.Benchmarks.Web.LoadRun.Hold();
        return 0;
    case ["trail"]:
        await SmartCityPia.Benchmarks.Trail.TrailRun.Go();
        return 0;
    default:
        Console.WriteLine("One of: s1 s1x10 s1dense s2 s3 s4 s5 web soak MINUTES [REQUESTS_PER_SECOND] city trail");
        return 2;
}

static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
