using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Plan;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Plan;
using SmartCityPia.Web.Features.Plan;

namespace SmartCityPia.Web.Demo;

/// <summary>The demo city's privacy plan: a first version that was sent back, a second in force, and points that have moved or are late since.</summary>
internal sealed class DemoPlan(PiaDbContext db, PlanReader plan, SavePlanAnswer save, ConfirmPoints confirm, FreezePlan freeze, DecidePlan decide, SavePlanParticipant participate, TimeProvider clock)
{
    private sealed record Said(string Point, PlanScore Score, string? Evidence = null, string? Reason = null, string? Owner = null, int? DueInDays = null);

    private static readonly Said[] First =
    [
        new("GB01", PlanScore.Done, "Council decision 2026/31: mandate of the privacy board."),
        new("GB02", PlanScore.Partly, "Seven seats of nine are taken.", "The seats for young people and for small businesses are empty.", "City safety department", 60),
        new("GB03", PlanScore.Partly, "Rules of procedure, paragraphs 4 to 6.", "Single exchanges of data are not named in the rules yet.", "City safety department", -12),
        new("GB04", PlanScore.Planned),
        new("GB06", PlanScore.Done, "Organisation chart of September."),
        new("SU02", PlanScore.Partly, "Clauses agreed with the camera operator and the clearing house.", null, "Public works department", 90),
        new("SU06", PlanScore.Absent),
        new("DM04", PlanScore.Partly, "Clause 9 of the agreements with the research team and the transport police."),
        new("GP4", PlanScore.Planned, null, "An exercise with the transport authority and the Wi-Fi operator is set for spring.", "Public works department", 110),
    ];

    private static readonly Said[] Second =
    [
        new("GB05", PlanScore.Done, "Budget 2027, line 4711: one post and a half."),
        new("GB07", PlanScore.Done, "Minutes on the city's site, each within a month."),
        new("SU03", PlanScore.Done, "Award criteria of the tender for the street lights: privacy counts for a tenth."),
        new("SU07", PlanScore.Planned, null, null, "Public works department", 150),
        new("DM03", PlanScore.Partly, "Agreements for the matrix and for the court orders.", "Most exchanges between the city's own departments have none.", "Public works department", 75),
        new("DM05", PlanScore.Planned, null, null, "City safety department", 40),
        new("DM07", PlanScore.NotApplicable, null, "Nobody has left since the plan began; the clause stands in each agreement."),
        new("RP3", PlanScore.Planned, null, null, "City safety department", 45),
        new("EP3", PlanScore.Partly, "Street lights count on the lamp; the low-emission zone deletes on the camera."),
        new("CE1", PlanScore.Partly, "Calendar of the residents' forum.", "The smart-card service has none."),
        new("CE8", PlanScore.Absent),
    ];

    public async Task Handle(Account officer, Account reviewer, DateTimeOffset now)
    {
        await Answer(First, ConcludeService.On(officer, now, 60));
        await Freeze(1, "A first account of where the city stands.", ConcludeService.On(officer, now, 58, 30));
        await Decide(1, PlanVerdict.SentBack, "Supply chain and data agreements are missing from it. Please add what is known and say what is open.", ConcludeService.On(reviewer, now, 50, 15));
        await Answer(Second, ConcludeService.On(officer, now, 30));
        var fed = (await plan.Read(PiaCatalogue.Current, clock.Today(), CancellationToken.None)).Points
            .Where(p => p.State == PlanPointState.Proposed && p.Question.Part is PlanPart.Plan or PlanPart.DataManagement or PlanPart.RiskProcess).Select(p => p.Question.Id).ToList();
        await confirm.Handle(fed, ConcludeService.On(officer, now, 29, 20), CancellationToken.None);
        await Freeze(2, "The plan for the council's session, with what is open named.", ConcludeService.On(officer, now, 21, 10));
        await Decide(2, PlanVerdict.InForce, "Governance stands. The agreements between departments follow within the quarter.", ConcludeService.On(reviewer, now, 14, 45));
        await Accept("Transport authority", "Letter of the director, 12/2026", "Privacy policy of the transport authority, edition 3", ["DM06", "SU05"], ConcludeService.On(officer, now, 9, 5));
        await Accept("Wi-Fi operator", "Signed by the managing director", null, [], ConcludeService.On(officer, now, 8, 25));
    }

    private async Task Answer(IEnumerable<Said> answers, Actor by)
    {
        var (owners, now) = (await db.Organisations.ToDictionaryAsync(o => o.Name, o => o.Id, StringComparer.Ordinal), await plan.Read(PiaCatalogue.Current, clock.Today(), CancellationToken.None));
        foreach (var said in answers)
        {
            Done($"answer {said.Point}", await save.Handle(now.Find(said.Point)!, new()
            {
                Score = said.Score,
                Evidence = said.Evidence,
                Reason = said.Reason,
                OwnerId = said.Owner is { } owner ? owners[owner] : null,
                DueOn = said.DueInDays is { } days ? clock.Today().AddDays(days) : null,
            }, null, by, CancellationToken.None));
        }
    }

    private async Task Freeze(int number, string statement, Actor by)
    {
        if (await freeze.Handle(statement, by, CancellationToken.None) != number)
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"The demo city cannot freeze version {number} of its plan."));
    }

    private async Task Decide(int number, PlanVerdict verdict, string reason, Actor by) =>
        Done(string.Create(CultureInfo.InvariantCulture, $"decide on version {number} of its plan"), await decide.Handle(number, new() { Verdict = verdict, Reason = reason }, by, CancellationToken.None));

    private async Task Accept(string name, string by, string? policy, List<string> points, Actor actor)
    {
        var id = await db.Organisations.Where(o => o.Name == name).Select(o => o.Id).SingleAsync();
        var day = DateOnly.FromDateTime(actor.At.UtcDateTime);
        Done($"accept the plan for {name}", await participate.Handle(
            id, 2, clock.Today(), new() { Accepted = 2, AcceptedOn = day, AcceptedBy = by, Policy = policy, Points = points }, null, actor, CancellationToken.None));
    }

    private static void Done(string what, Outcome outcome)
    {
        if (outcome is not Outcome.Done)
            throw new InvalidDataException($"The demo city cannot {what}: {outcome}");
    }
}
