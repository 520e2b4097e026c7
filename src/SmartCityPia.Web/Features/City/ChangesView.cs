using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.WebUtilities;
using SmartCityPia.Domain.City;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Pictures;
using SmartCityPia.Pictures.Diagrams;
using SmartCityPia.Reports.Tables;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;

namespace SmartCityPia.Web.Features.City;

/// <summary>The words for two cities: what is no longer there still has its name.</summary>
public sealed class BothCities(CityGraph before, CityGraph after) : IHoldings
{
    public CityGraph Before => before;

    public CityGraph After => after;

    public Holding? Holding(Guid id) => after.Holding(id) ?? before.Holding(id);

    public string OrganisationName(Guid? id) => after.OrganisationName(id) is { Length: > 0 } name ? name : before.OrganisationName(id);

    public CatalogueTerm Term(string id) => after.Term(id);
}

/// <summary>How two cities differ, as the workbench and the page of changes show it.</summary>
/// <param name="address">Of the page, with what it asks for but without <c>show</c> and <c>p</c>.</param>
/// <param name="show">A <see cref="KnowledgeChange"/>, or <see cref="Groups"/>; everything about single actors otherwise.</param>
/// <param name="linkBefore">Whether the proof before is the live city's, and can be linked.</param>
/// <param name="linkAfter">Whether the proof after is.</param>
public sealed class ChangesView(CityChanges changes, BothCities cities, string address, string? show, int page, bool linkBefore = false, bool linkAfter = false)
{
    public const string Groups = "together";

    private const int MostBars = 12;

    public CityChanges Changes => changes;

    public BothCities Cities => cities;

    /// <summary>Asked for, or all there is.</summary>
    public bool ShowsGroups => show == Groups || (show is null && changes.Conclusions.Count == 0 && changes.Together.Count > 0);

    public KnowledgeChange? Kind { get; } = Enum.TryParse<KnowledgeChange>(show, out var kind) && Enum.IsDefined(kind) && kind.ToString() == show ? kind : null;

    public bool IsEmpty => changes.Conclusions.Count + changes.Together.Count == 0;

    public PagedList<ConclusionChange> Lines => PagedList.Of<ConclusionChange>([.. changes.Conclusions.Where(c => Kind is null || c.Kind == Kind)], page);

    public PagedList<TogetherChange> Together => PagedList.Of(changes.Together, page);

    public Pager Pager => ShowsGroups ? Pager.For(Together, Show(show), new Dictionary<string, string?>(StringComparer.Ordinal)) : Pager.For(Lines, Show(show), new Dictionary<string, string?>(StringComparer.Ordinal));

    public string CsvUrl => QueryHelpers.AddQueryString(address, "handler", "Csv");

    public string Show(string? what) => what is null ? address : QueryHelpers.AddQueryString(address, "show", what);

    public bool IsShown(string? what) => ShowsGroups ? what == Groups : what == Kind?.ToString();

    public string Who(IReadOnlyList<Guid> actor) => FindingWords.Actor(cities, actor);

    public string Tell(string typeId) => FindingWords.Tell(cities, typeId);

    /// <summary>The proof as it is in the live city; null where the live city has none.</summary>
    public string? ProofUrl(ConclusionChange line) =>
        (linkBefore && line.Before is not null && !line.GivenBefore) || (linkAfter && line.After is not null) ? CityAddress.Finding(line.Actor, line.TypeId) : null;

    public string? ProofUrl(TogetherChange line) => (line.Appeared ? linkAfter : linkBefore) ? CityAddress.Finding(line.Members, line.TypeId) : null;

    public IReadOnlyList<ActorTally> Bars => [.. changes.Actors.Where(a => a.Before != a.After).Take(MostBars)];

    public int MoreBars => changes.Actors.Count(a => a.Before != a.After) - Bars.Count;

    public HtmlString Drawing(Texts texts) => new(SvgWriter.Write(
        BeforeAfterDrawing.Draw(texts["Changes.Figure"], texts["Changes.FigureText"], [.. Bars.Select(b => new BeforeAfter(Who(b.Actor), b.Before, b.After))], texts["Changes.BarBefore"], texts["Changes.BarAfter"]),
        "changes"));

    public byte[] Csv(Texts texts) => CsvText.Write(
    [
        [texts["Changes.Who"], texts["Changes.TypeId"], texts["Changes.Conclusion"], texts["Changes.What"], texts["Changes.BeforeAfter"], texts["Changes.Before"], texts["Changes.After"], texts["Changes.Holdings"], texts["Changes.Where"]],
        .. changes.Conclusions.Select(c => (IReadOnlyList<string?>)
        [
            Who(c.Actor), c.TypeId, cities.Term(c.TypeId).Name, texts["Changes.Kind." + c.Kind], HowSure(c, texts), Exact(c.Before), Exact(c.After), c.Holdings.ToString(CultureInfo.CurrentCulture), Place(c.HoldingId),
        ]),
        .. changes.Together.Select(t => (IReadOnlyList<string?>)
        [
            Who(t.Members), t.TypeId, cities.Term(t.TypeId).Name, texts[Key(t)], Number(t.Score), t.Appeared ? "" : Exact(t.Score), t.Appeared ? Exact(t.Score) : "", "1", Place(t.HoldingId),
        ]),
    ]);

    public static string Key(TogetherChange change) => change.Appeared ? "Changes.Together.Appeared" : change.Alone ? "Changes.Together.Alone" : "Changes.Together.Vanished";

    public string Place(Guid id) => cities.Holding(id) is { } holding ? $"{holding.Code} {holding.Name}" : "";

    public static string HowSure(ConclusionChange line, Texts texts)
    {
        string Said(double? score, (double Low, double High)? bounds) => score is not { } known ? texts["Changes.None"]
            : new Sureness(known, bounds?.Low ?? known, bounds?.High ?? known, Judged: true).BriefBetween();
        return line.Before == line.After ? texts["Changes.Same", Said(line.After, line.BoundsAfter)]
            : $"{(line.GivenBefore ? texts["Changes.Held"] : Said(line.Before, line.BoundsBefore))} → {Said(line.After, line.BoundsAfter)}";
    }

    /// <summary>With the interval, which is worked out for what is shown.</summary>
    public string HowSure(TogetherChange line) =>
        CityKnowledge.Explain(line.Appeared ? cities.After : cities.Before, line.Members, line.TypeId, line.HoldingId) is { } found
            ? Sureness.Of(found).BriefBetween() : Number(line.Score);

    private static string Number(double score) => ProofText.HowSureOf(score);

    private static string Exact(double? score) => score?.ToString("0.####", CultureInfo.CurrentCulture) ?? "";
}
