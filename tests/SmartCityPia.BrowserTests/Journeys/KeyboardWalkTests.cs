using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.BrowserTests.Journeys;

/// <summary>The main job by the keyboard alone: Metro Wi-Fi from an empty assessment to the downloaded report, which is read back.</summary>
public sealed class KeyboardWalkTests(BrowserApp app, ITestOutputHelper output) : IClassFixture<BrowserApp>
{
    private const string Service = "Metro Wi-Fi movement analytics";
    private const string Wifi = "Metro Wi-Fi company";
    private const string Forum = "Passengers' association";
    private const string Purpose = "Plan services and manage crowding";
    private const string Passengers = "Passengers with Wi-Fi switched on";
    private const string Pupils = "Children travelling to school";
    private const string Events = "Movement events";
    private const string Sightings = "Sightings";
    private const string Tension = "How long movements are kept";
    private const string RiskTitle = "Somebody's way to work is read from the log";
    private const string Measure = "Coarser times before anything leaves";
    private const string Action = "Set the export to whole hours";

    private const string Short = "Short retention with automatic deletion";
    private const string Coarser = "Coarser times";

    private static readonly string[] ScreeningAnswers =
        ["Yes", "No", "No", "Yes", "Yes", "Yes", "No", "Yes", "Not sure", "No", "No", "No", "Yes", "No", "Yes", "No", "Yes", "No", "No", "No", "No"];

    private const int Principles = 11, Groups = 2;

    private static readonly string[] Chapters =
    [
        "About the report", "Summary for decision makers", "1 Scope of the assessment", "2 Data and data flows", "3 Screening: is an assessment needed?",
        "4 Privacy requirements", "5 Correlation and inference", "6 What the city knows with this service", "7 Risk assessment", "8 Risk treatment plan", "9 Conclusion and decisions", "10 Public summary",
        "Appendix A: Attribute types used", "Appendix B: Inference rules used", "Appendix C: Controls used", "Appendix D: Scales", "Appendix E: Method and limits",
    ];

    private readonly Stopwatch watch = Stopwatch.StartNew();

    [Fact]
    public async Task MetroWifi_FromNothingToTheReport_ByKeyboardAlone()
    {
        await using var window = await app.Window(null);
        var page = await window.NewPageAsync();
        var keys = new KeyboardUser(page);

        await page.GotoAsync("/");
        await keys.Arrive();
        await SignIn(keys);
        await Start(keys);
        await AnswerScreening(keys);
        await DescribeService(keys);
        await NameStakeholders(keys);
        await DescribeData(keys);
        await DescribeFlows(keys);
        var findings = await DecideFindings(keys, page);
        await AnswerPrinciples(keys);
        await RateRisk(keys, page);
        await PlanMeasures(keys);
        var (hash, download) = await Submit(keys, page);
        Told("walked", keys);

        var reference = new Uri(page.Url).Segments[2].TrimEnd('/');
        Assert.Equal($"{reference}-v1.pdf", download.SuggestedFilename);
        using var report = new ReportFile(await download.PathAsync());
        Assert.Equal($"{Service}: privacy impact assessment", report.Title);
        Assert.Equal(Chapters, report.Chapters);
        Assert.True(report.IsTagged);
        Assert.True(report.Pages > 10, string.Create(CultureInfo.InvariantCulture, $"{report.Pages} pages"));
        Assert.All(
            [reference, hash, Service, Wifi, Forum, Purpose, Passengers, Pupils, Events, Sightings, Tension, RiskTitle, Measure, Action, TestCity.Officer.Name, .. findings],
            text => Assert.True(report.Says(text), $"The report does not say “{text}”."));
        Told(string.Create(CultureInfo.InvariantCulture, $"read {report.Pages} pages"), keys);
    }

    private static async Task SignIn(KeyboardUser keys)
    {
        await keys.Write("E-mail address", TestCity.Officer.Email);
        await keys.Write("Password", TestCity.Password);
        await keys.Press("Sign in");
    }

    private static async Task Start(KeyboardUser keys)
    {
        await keys.Follow("Start an assessment");
        await keys.Write("Name of the service", Service);
        await keys.Pick("Agency that answers for it", "Transport agency");
        await keys.Tick("None of the kinds fits: begin blank");
        await keys.Press("Start");
    }

    private async Task AnswerScreening(KeyboardUser keys)
    {
        await keys.Follow("Screening");
        for (var i = 0; i < ScreeningAnswers.Length; i++)
        {
            await keys.Choose(string.Create(CultureInfo.InvariantCulture, $"{i + 1}. *"), ScreeningAnswers[i]);
            if (i == 8)
                await keys.Write("Note (optional) Question 9", "Wi-Fi sensing is new to this network.");
        }
        await keys.Save("Save the answers");
        Told("screened", keys);
    }

    private async Task DescribeService(KeyboardUser keys)
    {
        await keys.GoTo("Service and purposes*");
        await keys.Write("What the service does", "Access points hear passing phones; their hashed addresses show how crowds move between stations.");
        await keys.Choose("Where it sits in the city", "Engineering: devices, networks and systems");
        await keys.Write("Places", "All underground stations with public Wi-Fi");
        await keys.Write("People affected in a year", "2400000");
        await keys.Write("Area covered", "The whole network");
        await keys.Write("How long it runs", "Three years");
        await keys.Write("Alternatives considered", "Counting at the gates shows entries, not the way through the network.");
        await keys.Save();

        await keys.Follow("Add a purpose");
        await keys.Write("Purpose", Purpose);
        await keys.Write("What is done for it", "Routes and crowding are counted per hour.");
        await keys.Choose("Legal basis", "Public task");
        await keys.Write("Law, contract or decision", "Public transport act");
        await keys.Write("Why it is needed, and no more than needed", "Gates do not show where people change trains.");
        await keys.Save();

        await keys.Follow("Add a group");
        await keys.Write("Group of people", Passengers);
        await keys.Write("About how many", "2 million in a year");
        await keys.Write("How they are told", "Signs at every entrance");
        await keys.Save();

        await keys.Follow("Add a group");
        await keys.Write("Group of people", Pupils);
        await keys.Tick("They cannot easily say no, or are harmed more easily");
        await keys.Write("Why", "Regular trips at fixed hours, without a say");
        await keys.Save();
        Told("described", keys);
    }

    private async Task NameStakeholders(KeyboardUser keys)
    {
        await keys.GoTo("Stakeholders and tensions*");
        await keys.Follow("Add a stakeholder");
        await keys.Pick("Organisation", "Transport agency");
        await keys.Pick("Role in this service", "Controller");
        await keys.Write("What it expects", "Knowledge of routes that gates do not show");
        await keys.Save();

        await AddOrganisation(keys, Wifi, "Service operator");
        await keys.Pick("Role in this service", "Processor");
        await keys.Write("What it fears", "Being named as the one who tracks people");
        await keys.Save();

        await AddOrganisation(keys, Forum, "Group that speaks for people");
        await keys.Pick("Role in this service", "Speaks for people");
        await keys.Write("What it expects", "Less crowding without being followed");
        await keys.Save();

        await keys.Follow("Add a tension");
        await keys.Write("What it is about", Tension);
        await keys.Write("What authorities want", "Eight weeks, to compare months");
        await keys.Write("What people want", "A pseudonym that dies with the day");
        await keys.Choose("State", "Settled");
        await keys.SaveWrongly("*", "How it was settled");
        await keys.WriteHere("Movements are kept for seven days, counts for longer.");
        await keys.Write("Settled by", "Board of the transport agency");
        await keys.Save();
        Told("stakeholders named", keys);
    }

    /// <summary>An organisation that is missing is added on the way: the page comes back with it chosen.</summary>
    private static async Task AddOrganisation(KeyboardUser keys, string name, string kind)
    {
        await keys.Follow("Add a stakeholder");
        await keys.Follow("Not in the list? Add an organisation");
        await keys.Write("Name of the organisation", name);
        await keys.Pick("Kind of organisation", kind);
        await keys.Press("Save");
        await keys.Finds("Organisation", name);
    }

    private async Task DescribeData(KeyboardUser keys)
    {
        await keys.GoTo("Data not started");
        await keys.Follow("Add a dataset");
        await keys.Write("Dataset", Events);
        await keys.Pick("Who holds it", Wifi);
        await keys.Write("People it covers", "All devices heard in stations");
        await keys.Write("How long it is kept, and what then happens", "7 days");
        await keys.Write("Where it is kept", "The company's data centre");
        await keys.Save();
        await keys.Follow($"Change D1 {Events}");
        await ChooseSafeguard(keys, Short);
        await keys.Follow("Cancel");

        // One kind of data is found in the list, the other by the search.
        await keys.Follow($"Add a kind of data D1 {Events}");
        await keys.Pick("Kind of data", "Wi-Fi device address");
        await keys.Write("How fine in space, in words", "platform, about 30 m");
        await keys.Write("How fine in time, in words", "second");
        await keys.Write("Where the identifier means the same, or the area", "metro-wifi-hash");
        await keys.Save();

        await keys.Follow($"Add a kind of data D1 {Events}");
        await keys.Write("Word", "sighting");
        await keys.Press("Narrow the list");
        await keys.Follow("sighting of a device by a radio receiver");
        await keys.Choose("Whom one record is about", "One person");
        await keys.Save();
        await keys.Follow($"Add a kind of data D1 {Events}");
        await keys.Pick("Kind of data", "login or account on a network");
        await keys.Save();
        Told("data described", keys);
    }

    private static async Task ChooseSafeguard(KeyboardUser keys, string name)
    {
        await keys.Follow("Choose safeguards");
        await keys.Tick("Safeguards of the catalogue", name);
        await keys.Choose("State of all of them", "In place*");
        await keys.Save("Add safeguards");
    }

    private async Task DescribeFlows(KeyboardUser keys)
    {
        await keys.GoTo("Data flows*");
        await keys.Follow("Add a flow");
        await keys.Write("Name of the flow", Sightings);
        await keys.Pick("Starts from a dataset", $"D1 {Events}");
        await keys.Pick("Who receives it", "Transport agency");
        await keys.Tick("What is passed on", "sighting of a device by a radio receiver");
        await keys.Pick("Purpose", Purpose);
        await keys.Choose("Legal basis of passing it on", "Public task");
        await keys.Write("How often", "every hour");
        await keys.Save();
        await keys.Follow($"F1 {Sightings}");
        await ChooseSafeguard(keys, Coarser);
        Told("flows described", keys);
    }

    private async Task<IReadOnlyList<string>> DecideFindings(KeyboardUser keys, IPage page)
    {
        await keys.GoTo("Correlation and inference*");
        var findings = await page.Locator("table.findings th > a").AllInnerTextsAsync();
        Assert.InRange(findings.Count, 3, 10);
        var decided = 0;
        foreach (var finding in findings)
        {
            // Where several bodies can tell it, the card leads to the next of them that waits for a decision.
            do
            {
                await keys.Follow(finding);
                if (decided == 0)
                {
                    await keys.Choose("What the city decides", "Mitigated");
                    await keys.Tick("Safeguards that answer it", "Change pseudonyms often");
                }
                else
                {
                    await keys.Choose("What the city decides", decided % 2 == 1 ? "Accepted" : "Disputed");
                    // Once past all the safeguards there are; then the way a person would go.
                    if (decided > 1)
                        await keys.Narrow("Safeguards that answer it", "salt");
                    await keys.Write("Why", "The log is deleted after seven days.");
                }
                await keys.Save();
                decided++;
            }
            while (await page.Locator("table.findings tr", new() { HasText = finding }).Locator("td .tag", new() { HasText = "open" }).CountAsync() > 0);
        }
        Told(string.Create(CultureInfo.InvariantCulture, $"{findings.Count} findings decided"), keys);
        return [.. findings];
    }

    private async Task AnswerPrinciples(KeyboardUser keys)
    {
        await keys.GoTo("Principles, anonymity and choice*");
        for (var i = 0; i < Principles; i++)
        {
            await keys.Choose("Where the service stands", i == 0 ? "Partly met" : "Met");
            await keys.Write("How it is met", "Told at every entrance and agreed in the contract.");
            if (i == 0)
                await keys.Write("What is missing", "A way to say no that works for every phone.");
        }
        await keys.Save();
        await keys.Follow("Answer for all groups");
        for (var i = 0; i < Groups; i++)
        {
            await keys.Choose("May these people be identified here?", "No");
            await keys.Choose("May they be tracked here?", "Yes");
            await keys.Write("Why they may be tracked, or may not", "From station to station, for a week.");
            await keys.Choose("May they be monitored here?", "No");
            await keys.Choose("Can the service be used anonymously?", "In part");
            await keys.Choose("Can they refuse it?", "Yes");
            await keys.Write("What somebody loses who refuses", "Free Wi-Fi in stations");
        }
        await keys.Save();
        Told("principles answered", keys);
    }

    private async Task RateRisk(KeyboardUser keys, IPage page)
    {
        await keys.GoTo("Risks*");
        await keys.Follow(await page.Locator("#suggestions ~ .tasks a").First.InnerTextAsync());
        await keys.Write("Risk", RiskTitle);
        await keys.Choose("Severity and likelihood before measures", "Severity 3 Significant, likelihood 3*");
        await keys.Write("Reason for both levels", "A daily pair of stations is close to a home and a workplace.");
        await keys.Choose("Treatment", "Reduce");
        await keys.Choose("Severity and likelihood with measures", "Severity 2 Limited, likelihood 1*");
        await keys.Write("Reason for the levels with measures", "Whole hours hide the single trip.");
        await keys.Save();
        Told("risk rated", keys);
    }

    private async Task PlanMeasures(KeyboardUser keys)
    {
        await keys.GoTo("Measures and actions*");
        foreach (var chosen in new[] { Short, Coarser })
        {
            await keys.Follow(chosen);
            await keys.Pick("Carried out by", Wifi);
            await keys.Save();
        }
        await keys.Follow("Add a measure");
        await keys.Write("Measure", Measure);
        await keys.Pick("Safeguard of the catalogue", "Coarser times");
        await keys.Choose("State", "Planned");
        await keys.Pick("Carried out by", Wifi);
        await keys.Tick("Risks it lowers", "R1 *");
        await keys.Save();

        await keys.Follow("Add an action");
        await keys.Write("What has to be done", Action);
        await keys.Pick("Measure it brings about", $"M3 {Measure}");
        await keys.Write("Who does it", "Head of the data team");
        await keys.Day("Due on", 6, 2026);
        await keys.Save();
        Told("measures planned", keys);
    }

    private static async Task<(string Hash, IDownload Report)> Submit(KeyboardUser keys, IPage page)
    {
        await keys.GoTo("Check and submit*");
        await Assertions.Expect(page.GetByText("Nothing is missing.")).ToBeVisibleAsync();
        await keys.Write("Your password", TestCity.Password);
        await keys.Press("Submit and freeze version 1");
        Assert.EndsWith("/versions/1", new Uri(page.Url).AbsolutePath, StringComparison.Ordinal);
        var hash = await page.Locator("code.hash").InnerTextAsync();
        Assert.Matches("^[0-9a-f]{64}$", hash);
        return (hash, await keys.Download("Download the report (PDF)"));
    }

    private void Told(string what, KeyboardUser keys) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalSeconds,5:0.0} s {keys.Stops,5} stops {keys.Kinds,3} kinds of page: {what}"));
}
