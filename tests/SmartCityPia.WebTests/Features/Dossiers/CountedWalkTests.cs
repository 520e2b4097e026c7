using AngleSharp.Dom;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests.Features.Dossiers;

/// <summary>The work that a medium service takes from its kind to the submitted version, counted as a person does it.</summary>
public sealed class CountedWalkTests(WebApp app) : IClassFixture<WebApp>
{
    private const int MostLoads = 42, MostClicks = 112, MostSaves = 21;

    /// <summary>What the kind of service leaves open, answered for shared bicycles with a feed of trips.</summary>
    private static readonly Dictionary<string, string> Screening = new(StringComparer.Ordinal)
    {
        ["Q10"] = "No",
        ["Q11"] = "No",
        ["Q12"] = "Yes",
        ["Q13"] = "No",
        ["Q14"] = "No",
        ["Q15"] = "No",
        ["Q16"] = "Yes",
        ["Q17"] = "No",
        ["Q18"] = "No",
        ["Q19"] = "No",
        ["Q20"] = "Yes",
    };

    private static readonly (string Id, string State, string Answer, string? Gap)[] Principles =
    [
        ("P01", "PartlyMet", "Renting is a choice; being in the feed is not.", "There is no rental without the feed."),
        ("P02", "Met", "Each purpose stands in the permit and in the rental terms.", null),
        ("P03", "PartlyMet", "The feed has what the permit asks for.", "Routes are collected although ends would do."),
        ("P04", "PartlyMet", "The city gets no rider number.", "Places are exact to five metres."),
        ("P05", "PartlyMet", "Thirteen months, then statistics alone.", "The aggregator keeps copies for as long."),
        ("P06", "Met", "Positions are checked against the parking places.", null),
        ("P07", "PartlyMet", "The app and the city's page tell about the feed.", "Signs at the parking places say nothing."),
        ("P08", "Met", "Riders see their trips in the app and write to the privacy desk.", null),
        ("P09", "Met", "The mobility department answers for the feed.", null),
        ("P10", "Met", "Access by key, logged; the feed is encrypted.", null),
        ("P11", "Met", "This assessment and a yearly audit of the operator.", null),
    ];

    /// <summary>Severity and likelihood before measures and with them, as fields of the map.</summary>
    private static readonly (string Inherent, string Reason, string Treatment, string Residual, string ReasonAfter)[] Ratings =
    [
        ("3-3", "One trip from an office to a single house is enough.", "Reduce", "3-2", "Ends are moved to the next corner."),
        ("4-2", "A stop at a clinic or shelter is visible.", "Reduce", "4-1", "Trips with an end near such places are left out."),
        ("2-3", "Regular trips tell when nobody is at home.", "Reduce", "2-2", "Times are rounded to the quarter of an hour."),
    ];

    [Fact]
    public async Task BikeShare_FromItsKindToTheSubmittedVersion_IsHalfTheWork()
    {
        using var officer = await app.SignedIn(TestCity.TransportOfficer);
        var walk = new Walker(officer);
        await Start(walk);
        var path = walk.Page.Address.AbsolutePath;

        await walk.Follow(path + "/screening");
        foreach (var (question, answer) in Screening)
            walk.Choose($"Input.Answers[{question}].Given.Answer", answer);
        await walk.Save("Save the answers");

        await walk.Follow(path + "/service");
        walk.Type("Input.PeopleCount", "180000");
        walk.Type("Input.Area", "The operating area, 90 km²");
        walk.Type("Input.Duration", "Four years, as the permit");
        walk.Type("Input.Alternatives", "Counts of vehicles per square and hour; checks of parking on the spot.");
        await walk.Save("Save");
        await Seen(walk);
        await walk.Follow(Row(walk, "Plan streets"));
        walk.Choose("Input.FurtherUse", "Compatible");
        walk.Type("Input.Compatibility", "The same trips, in squares and without times of a day.");
        await walk.Save("Save");

        await walk.Follow(path + "/stakeholders");
        await Seen(walk);
        await walk.Follow(Row(walk, "Detail of the feed"));
        walk.Choose("Input.State", "Settled");
        walk.Type("Input.Settlement", "The city gets ends at the corner; the operator answers for parking with photographs.");
        walk.Type("Input.SettledBy", "Council, 3 March");
        await walk.Save("Save");

        await walk.Follow(path + "/data");
        await Seen(walk);
        await walk.Follow(path + "/flows");
        await Seen(walk);

        await walk.Follow(path + "/findings");
        await Decide(walk, "Accepted", "The operator has to know its customers; the permit forbids other uses.", card => card.StartsWith("Shared vehicle operator", StringComparison.Ordinal) || card.StartsWith("Aldermere Bikes", StringComparison.Ordinal));
        await Decide(walk, "Accepted", "Held back by contract: no linkage, audited every year.", _ => true);

        await walk.Follow(path + "/principles");
        foreach (var (id, state, answer, gap) in Principles)
        {
            var row = $"{Of(walk, id)}.Given.";
            walk.Choose(row + "State", state);
            walk.Type(row + "Answer", answer);
            if (gap is not null)
                walk.Type(row + "Gap", gap);
        }
        await walk.Save("Save and continue");
        Assert.Equal(path + "/choices", walk.Page.Address.AbsolutePath);
        foreach (var group in walk.Page.Document.QuerySelectorAll(".many-row h2"))
        {
            foreach (var (field, value) in new[] { ("MayIdentify", "Yes"), ("MayTrack", "Yes"), ("MayMonitor", "Yes"), ("AnonymousUse", "No"), ("CanRefuse", "Partly") })
                walk.Choose($"{Of(walk, group.Id!)}.Given.{field}", value);
        }
        await walk.Save("Save and continue");

        for (var i = 0; i < Ratings.Length; i++)
        {
            await walk.Follow(path + "/risks");
            await walk.Follow(Address(walk, "/risks/new?suggest=", 0));
            var r = Ratings[i];
            if (walk.Page.ValuesOf("Input.Threat") is [""])
                walk.Pick("Input.Threat", "NonCompliance");
            walk.Type("Input.WhatCouldHappen", r.Reason);
            walk.Choose("Inherent", r.Inherent);
            walk.Type("Input.InherentReason", r.Reason);
            walk.Choose("Input.Treatment", r.Treatment);
            walk.Choose("Residual", r.Residual);
            walk.Type("Input.ResidualReason", r.ReasonAfter);
            await walk.Save("Save");
        }

        await walk.Follow(path + "/measures");
        await Seen(walk);
        await walk.Follow(Address(walk, "/actions", 0));
        walk.Type("Input.What", "Put signs at the parking places");
        walk.Type("Input.Responsible", "Street department");
        walk.Type("Input.DueOn", "2099-06-30");
        await walk.Save("Save");

        await walk.Follow(path + "/check");
        Assert.Equal([], walk.Page.Texts("main > ul.gaps li"));
        walk.Type("Signature.Password", TestCity.Password);
        await walk.Save("Submit");

        Assert.EndsWith("/versions/1", walk.Page.Address.AbsolutePath, StringComparison.Ordinal);
        TestContext.Current.TestOutputHelper!.WriteLine(walk.Told);
        Assert.True(walk.Loads <= MostLoads && walk.Clicks <= MostClicks && walk.Saves <= MostSaves, walk.Told);
    }

    private static async Task Start(Walker walk)
    {
        await walk.Open("/assessments");
        await walk.Follow("/assessments/new");
        walk.Type("Input.Name", "Bike share");
        walk.Pick("Input.ArchetypeId", "S09");
        await walk.Save("Start");
        string?[] bodies = ["Aldermere Bikes", null, "Trip aggregator", "Mobility institute", "Riders' union", "Data protection authority"];
        for (var i = 0; i < bodies.Length; i++)
        {
            if (bodies[i] is { } body)
                walk.Type($"Input.Names[{i}].Name", body);
        }
        await walk.Save("Start");
    }

    /// <summary>Has read what the kind of service filled in on the page, and says so.</summary>
    private static async Task Seen(Walker walk)
    {
        walk.Form = "#seen-form";
        await walk.Save("", saves: true);
    }

    private static async Task Decide(Walker walk, string disposition, string reason, Func<string, bool> which)
    {
        foreach (var row in walk.Page.Document.QuerySelectorAll("table.findings tbody tr").Where(r => r.QuerySelector("input[name=Cards]") is not null && r.TextContent.Contains("open", StringComparison.Ordinal)))
        {
            if (which(row.QuerySelector("th a")!.TextContent.Trim()))
                walk.Choose("Cards", row.QuerySelector("input[name=Cards]")!.GetAttribute("value")!);
        }
        walk.Pick("Input.Disposition", disposition);
        walk.Type("Input.Reason", reason);
        await walk.Save("Decide");
    }

    /// <summary>The address of the row of that name.</summary>
    private static string Row(Walker walk, string name) =>
        walk.Page.Document.QuerySelectorAll("main th a").First(a => a.TextContent.Trim() == name).GetAttribute("href")!;

    /// <summary>The row of the form that is about what has this anchor.</summary>
    private static string Of(Walker walk, string anchor) =>
        walk.Page.Document.QuerySelectorAll(".many-row").First(s => s.GetAttribute("aria-labelledby") == anchor).QuerySelector("input[name$='.Seen']")!.GetAttribute("name")![..^".Seen".Length];

    private static string Address(Walker walk, string part, int index) =>
        walk.Page.Document.QuerySelectorAll("main a[href]").Select(a => a.GetAttribute("href")!).Where(h => h.Contains(part, StringComparison.Ordinal)).ElementAt(index);
}
