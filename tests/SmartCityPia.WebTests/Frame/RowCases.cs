using SmartCityPia.Data.Dossiers;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.TestSupport;
using SmartCityPia.Web.Features.Dossiers.Data;
using SmartCityPia.Web.Features.Dossiers.Flows;
using SmartCityPia.Web.Features.Dossiers.Measures;
using SmartCityPia.Web.Features.Dossiers.Principles;
using SmartCityPia.Web.Features.Dossiers.Risks;
using SmartCityPia.Web.Features.Dossiers.Services;
using SmartCityPia.Web.Features.Dossiers.Stakeholders;
using SmartCityPia.Web.Features.Findings;
using SmartCityPia.Web.Infrastructure;
using Xunit;

namespace SmartCityPia.WebTests.Frame;

/// <summary>Every page of a row. If one is missing here, <see cref="RowPageTests.Table_HasEveryRowPage"/> fails.</summary>
public static class RowCases
{
    public static IReadOnlyList<RowCase> All { get; } =
    [
        new RowCase<Web.Features.Dossiers.Services.IndexModel, ServiceDescription, ServiceDetails>
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
        new RowCase<AlikeModel, AlikeService, AlikeServiceDetails>
        {
            Text = "WhyAlike", Other = "Place", Url = (scene, id) => scene.At($"alike/{id}"),
            New = scene => new() { Id = scene.NewId(), OwnerId = scene.Assessment.Id, Name = "Counting elsewhere" },
            Fill = _ => [("Input.Name", "Counting at the harbour")],
        },
        new RowCase<StakeholderModel, Stakeholder, StakeholderDetails>
        {
            Text = "Expectations", Other = "Fears", Url = (scene, id) => scene.At("stakeholders/" + (id?.ToString() ?? "new")),
            New = scene => new() { Id = scene.NewId(), OwnerId = scene.Description, OrganisationId = TestCity.Operator, Role = StakeholderRole.Processor },
            Fill = _ => [("Input.OrganisationId", TestCity.Transport.ToString()), ("Input.Role", "ThirdParty")],
        },
        new RowCase<TensionModel, Tension, TensionDetails>
        {
            Text = "Authorities", Other = "Businesses", Url = (scene, id) => scene.At($"tensions/{id}"),
            New = scene => new() { Id = scene.NewId(), OwnerId = scene.Assessment.Id, Subject = "Free or paid" },
            Fill = _ => [("Input.Subject", "Open or closed")],
        },
        new RowCase<HearingModel, Hearing, HearingDetails>
        {
            Text = "Said", Other = "Effect", Url = (scene, id) => scene.At($"hearings/{id}"),
            New = scene => new() { Id = scene.NewId(), OwnerId = scene.Assessment.Id, Who = "Passengers' association", Way = HearingWay.Meeting },
            Fill = _ => [("Input.Who", "Youth council"), ("Input.Way", "Survey")],
        },
        new RowCase<LegalNoteModel, LegalNote, LegalNoteDetails>
        {
            Text = "Meaning", Other = "Reference", Url = (scene, id) => scene.At($"legalnotes/{id}"),
            New = scene => new() { Id = scene.NewId(), OwnerId = scene.Assessment.Id, Title = "Cloud code of conduct", Kind = LegalNoteKind.CodeOfConduct },
            Fill = _ => [("Input.Title", "Seal of the association"), ("Input.Kind", "Certification")],
        },
        new RowCase<DatasetModel, Dataset, DatasetDetails>
        {
            Text = "People", Other = "Retention", Url = (scene, id) => scene.At($"datasets/{id}"), Around = AddStakeholders,
            New = scene => new() { Id = scene.NewId(), OwnerId = scene.Description, Name = "Sightings", HolderId = TestCity.Operator },
            Fill = _ => [("Input.Name", "Counts"), ("Input.HolderId", TestCity.Operator.ToString())],
        },
        new RowCase<Web.Features.Evidence.ItemModel, EvidenceItem, EvidenceDetails>
        {
            Text = "Note", Other = "Title", CanAdd = false, CanRemove = false, Url = (scene, id) => scene.At($"evidence/{id}"),
            New = scene => new() { Id = scene.NewId(), OwnerId = scene.Assessment.Id, Title = "Contract" },
        },
        new RowCase<ItemModel, DataItem, DataItemDetails>
        {
            Text = "Note", Other = "LocalName", Url = (scene, id) => scene.At($"data/{scene.Parent}/items/{id}"), Around = AddDataset,
            New = scene => new() { Id = scene.NewId(), OwnerId = scene.Description, DatasetId = scene.Parent, TypeId = HeldTypes[1], Level = DataLevel.Individual },
            Fill = _ => [("Input.TypeId", HeldTypes[2]), ("Input.Level", "Individual")],
        },
        new RowCase<FlowModel, DataFlow, DataFlowDetails>
        {
            Text = "Transfer", Other = "Frequency", Url = (scene, id) => scene.At("flows/" + (id?.ToString() ?? "new")), Around = AddDataset,
            New = scene => new() { Id = scene.NewId(), OwnerId = scene.Description, Name = "Daily counts", SourceDatasetId = scene.Parent, RecipientId = TestCity.Transport },
            Fill = scene => [("Input.Name", "Yearly counts"), ("Input.SourceDatasetId", scene.Parent.ToString()), ("Input.RecipientId", TestCity.Transport.ToString())],
        },
        new RowCase<FindingModel, FindingDisposition, FindingDispositionDetails>
        {
            Text = "Reason", ByKey = true, In = app => Build.Prefilled(app), Around = ChooseFinding,
            Url = (scene, _) => scene.At("findings/" + Addresses.Part(scene.Key)),
            New = scene => new()
            {
                Id = scene.NewId(), OwnerId = scene.Assessment.Id, FindingKey = scene.Key, ProofHash = new string('0', 64),
                Disposition = Disposition.Mitigated, Controls = [PiaCatalogue.Current.Controls[0].Id],
            },
            Fill = _ => [("Input.Disposition", "Mitigated"), ("Input.Controls", PiaCatalogue.Current.Controls[0].Id)],
        },
        new RowCase<PrincipleModel, PrincipleAnswer, PrincipleAnswerDetails>
        {
            Text = "Answer", Other = "Gap", ByKey = true, Around = scene => { scene.Key = PiaCatalogue.Current.Principles[0].Id; return Task.CompletedTask; },
            Url = (scene, _) => scene.At("principles/" + scene.Key),
            New = scene => new() { Id = scene.NewId(), OwnerId = scene.Assessment.Id, PrincipleId = scene.Key },
        },
        new RowCase<RightModel, RightAnswer, RightAnswerDetails>
        {
            Text = "How", Other = "Restriction", ByKey = true, Around = scene => { scene.Key = PiaCatalogue.Current.Rights[0].Id; return Task.CompletedTask; },
            Url = (scene, _) => scene.At("rights/" + scene.Key),
            New = scene => new() { Id = scene.NewId(), OwnerId = scene.Assessment.Id, RightId = scene.Key },
        },
        new RowCase<ChoiceModel, Choice, ChoiceDetails>
        {
            Text = "WhyIdentify", Other = "WhyTrack", ByKey = true, Around = AddGroup, Url = (scene, _) => scene.At($"choice/{scene.Parent}"),
            New = scene => new() { Id = scene.NewId(), OwnerId = scene.Assessment.Id, GroupId = scene.Parent },
        },
        new RowCase<Web.Features.Dossiers.NoteModel, InternalNote, InternalNoteDetails>
        {
            Text = "Text", ByKey = true, CanRemove = false, HasRemove = false, IsUntold = true, Around = AddGroup, Url = (scene, _) => scene.At($"notes/{scene.Parent}"),
            New = scene => new() { Id = DerivedId.Of(scene.Assessment.Id, "note " + scene.Parent.ToString("N")), OwnerId = scene.Assessment.Id, RowId = scene.Parent },
        },
        new RowCase<RiskModel, Risk, RiskDetails>
        {
            Text = "WhatCouldHappen", Other = "InherentReason", Url = (scene, id) => scene.At("risks/" + (id?.ToString() ?? "new")),
            New = scene => new() { Id = scene.NewId(), OwnerId = scene.Assessment.Id, Title = "Followed home" },
            Fill = _ => [("Input.Title", "Denied entry")],
        },
        new RowCase<MeasureModel, Measure, MeasureDetails>
        {
            Text = "Description", Other = "Name", Url = (scene, id) => scene.At("measures/" + (id?.ToString() ?? "new")),
            New = scene => new() { Id = scene.NewId(), OwnerId = scene.Assessment.DescriptionId, Name = "Delete daily" },
            Fill = _ => [("Input.Name", "Blur faces")],
        },
        new RowCase<ActionModel, ActionItem, ActionItemDetails>
        {
            Text = "Note", Other = "Responsible", Url = (scene, id) => scene.At($"actions/{id}"),
            New = scene => new() { Id = scene.NewId(), OwnerId = scene.Assessment.Id, What = "Sign the contract" },
            Fill = _ => [("Input.What", "Ask the union")],
        },
    ];

    public static TheoryData<string> Names => [.. All.Select(c => c.ToString())];

    public static TheoryData<string> ThatAdd => [.. All.Where(c => c.CanAdd).Select(c => c.ToString())];

    public static TheoryData<string> ThatRemove => [.. All.Where(c => c.CanRemove).Select(c => c.ToString())];

    /// <summary>Rows with their id in the address, so that ids of other assessments can be tried.</summary>
    public static TheoryData<string> WithIds => [.. All.Where(c => c is { CanAdd: true, ByKey: false }).Select(c => c.ToString())];

    public static RowCase Of(string name) => All.Single(c => c.ToString() == name);

    /// <summary>Attribute types that can be held; those that are only inferred aren't offered.</summary>
    private static IReadOnlyList<string> HeldTypes => [.. PiaCatalogue.Current.Types.Where(t => !t.Derived).Select(t => t.Id)];

    /// <summary>Only stakeholders can hold or receive data.</summary>
    private static Task<int> AddStakeholders(Scene scene) => Build.Add(scene.App,
        new Stakeholder { Id = scene.NewId(), OwnerId = scene.Description, OrganisationId = TestCity.Operator, Role = StakeholderRole.Processor },
        new Stakeholder { Id = scene.NewId(), OwnerId = scene.Description, OrganisationId = TestCity.Transport, Role = StakeholderRole.Controller });

    private static async Task AddDataset(Scene scene)
    {
        await AddStakeholders(scene);
        scene.Parent = scene.NewId();
        await Build.Add(scene.App, new Dataset { Id = scene.Parent, OwnerId = scene.Description, Name = "Source", HolderId = TestCity.Operator });
    }

    private static async Task AddGroup(Scene scene)
    {
        scene.Parent = scene.NewId();
        await Build.Add(scene.App, new PeopleGroup { Id = scene.Parent, OwnerId = scene.Description, Name = "Passengers" });
    }

    private static async Task ChooseFinding(Scene scene) =>
        scene.Key = (await scene.App.With<DossierReader, Dossier?>(reader => reader.Read(scene.Assessment.Id, CancellationToken.None)))!.WithFindings().Findings[0].Key;
}
