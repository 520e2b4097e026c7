using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Domain.Services;

namespace SmartCityPia.Data.Configurations;

internal sealed class OrganisationConfiguration : IEntityTypeConfiguration<Organisation>
{
    public void Configure(EntityTypeBuilder<Organisation> builder)
    {
        builder.Property(o => o.Id).ValueGeneratedNever();
        builder.Property(o => o.Version).IsRowVersion();
        builder.HasIndex(o => o.Name).IsUnique().HasDatabaseName(Organisation.NameIsUnique);
    }
}

internal sealed class ServiceConfiguration : IEntityTypeConfiguration<Service>
{
    public void Configure(EntityTypeBuilder<Service> builder)
    {
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.HasOne<Organisation>().WithMany().HasForeignKey(s => s.AgencyId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ServiceDescriptionConfiguration : IEntityTypeConfiguration<ServiceDescription>
{
    public void Configure(EntityTypeBuilder<ServiceDescription> builder)
    {
        builder.Property(d => d.Id).ValueGeneratedNever();
        builder.Property(d => d.OwnerId).HasColumnName("service_id");
        builder.Property(d => d.Version).IsRowVersion();
        builder.HasIndex(d => new { d.OwnerId, d.Revision }).IsUnique();
        builder.HasOne<Service>().WithMany().HasForeignKey(d => d.OwnerId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class PurposeConfiguration : DescriptionRowConfiguration<Purpose>;

internal sealed class PeopleGroupConfiguration : DescriptionRowConfiguration<PeopleGroup>;

internal sealed class StakeholderConfiguration : DescriptionRowConfiguration<Stakeholder>
{
    public override void Configure(EntityTypeBuilder<Stakeholder> builder)
    {
        base.Configure(builder);
        builder.Property(s => s.OrganisationId).IsRequired();
        builder.HasIndex(s => new { s.OwnerId, s.OrganisationId }).IsUnique().HasDatabaseName(StakeholderDetails.OrganisationIsUnique);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(s => s.OrganisationId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class DatasetConfiguration : DescriptionRowConfiguration<Dataset>
{
    public override void Configure(EntityTypeBuilder<Dataset> builder)
    {
        base.Configure(builder);
        builder.ToTable(t => t.HasCheckConstraint("ck_datasets_holder_or_public", "public or holder_id is not null"));
        builder.HasOne<Organisation>().WithMany().HasForeignKey(d => d.HolderId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class DataItemConfiguration : DescriptionRowConfiguration<DataItem>
{
    public override void Configure(EntityTypeBuilder<DataItem> builder)
    {
        base.Configure(builder);
        builder.HasIndex(i => new { i.DatasetId, i.TypeId }).IsUnique().HasDatabaseName(DataItem.TypeIsUnique);
        builder.HasOne<Dataset>().WithMany().HasForeignKey(i => i.DatasetId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class DataFlowConfiguration : DescriptionRowConfiguration<DataFlow>
{
    public override void Configure(EntityTypeBuilder<DataFlow> builder)
    {
        base.Configure(builder);
        builder.ToTable(t => t.HasCheckConstraint(DataFlow.OneSource, "num_nonnulls(source_dataset_id, source_flow_id) = 1"));
        builder.HasOne<Dataset>().WithMany().HasForeignKey(f => f.SourceDatasetId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<DataFlow>().WithMany().HasForeignKey(f => f.SourceFlowId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(f => f.RecipientId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Purpose>().WithMany().HasForeignKey(f => f.PurposeId).OnDelete(DeleteBehavior.SetNull);
    }
}
