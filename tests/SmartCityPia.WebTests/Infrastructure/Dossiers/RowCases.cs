using SmartCityPia.Domain.Services;
using SmartCityPia.Web.Features.Services;
using Xunit;

namespace SmartCityPia.WebTests.Infrastructure.Dossiers;

/// <summary>Every page on which a row is edited. A page that is missing here fails <see cref="RowPageTests.Table_HasEveryRowPage"/>.</summary>
public static class RowCases
{
    public static IReadOnlyList<RowCase> All { get; } =
    [
        new RowCase<IndexModel, ServiceDescription, ServiceDetails>
        {
            Text = "Summary", Other = "Alternatives", CanAdd = false, CanRemove = false,
            Url = (scene, _) => scene.At("service"), Existing = scene => scene.Description,
        },
        new RowCase<PurposeModel, Purpose, PurposeDetails>
        {
            Text = "Description", Other = "Necessity", Url = (scene, id) => scene.At($"purposes/{id}"),
            New = scene => new() { Id = scene.NewId(), OwnerId = scene.Description, Name = "Count" },
            Fill = _ => [("Input.Name", "Plan")],
        },
        new RowCase<GroupModel, PeopleGroup, PeopleGroupDetails>
        {
            Text = "WhyVulnerable", Other = "HowInformed", Url = (scene, id) => scene.At($"groups/{id}"),
            New = scene => new() { Id = scene.NewId(), OwnerId = scene.Description, Name = "Passers-by" },
            Fill = _ => [("Input.Name", "Children")],
        },
    ];

    public static TheoryData<string> Names => [.. All.Select(c => c.ToString())];

    public static TheoryData<string> ThatAdd => [.. All.Where(c => c.CanAdd).Select(c => c.ToString())];

    public static TheoryData<string> ThatRemove => [.. All.Where(c => c.CanRemove).Select(c => c.ToString())];

    public static RowCase Of(string name) => All.Single(c => c.ToString() == name);
}
