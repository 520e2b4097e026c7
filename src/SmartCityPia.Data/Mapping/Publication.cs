using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NpgsqlTypes;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Register;
using SmartCityPia.Domain.Reviews;

namespace SmartCityPia.Data.Mapping;

internal sealed class PublicRecordMapping : IEntityTypeConfiguration<PublicRecord>
{
    public void Configure(EntityTypeBuilder<PublicRecord> builder)
    {
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.OwnerId).HasColumnName("assessment_id");
        builder.Ignore(r => r.Fields);
        builder.HasIndex(r => r.DecisionId).IsUnique().HasDatabaseName(PublicRecord.OncePerDecision);
        builder.HasIndex(r => new { r.OwnerId, r.VersionNumber });
        builder.HasOne<Assessment>().WithMany().HasForeignKey(r => r.OwnerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<DecisionRecord>().WithMany().HasForeignKey(r => r.DecisionId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class RedactionMapping : ReviewRecordMapping<Redaction>
{
    public override void Configure(EntityTypeBuilder<Redaction> builder)
    {
        base.Configure(builder);
        builder.HasIndex(r => new { r.OwnerId, r.VersionNumber, r.Key }).IsUnique().HasDatabaseName(Redaction.KeyIsUnique);
    }
}

internal sealed class PublicationMapping : ReviewRecordMapping<Publication>
{
    public override void Configure(EntityTypeBuilder<Publication> builder)
    {
        base.Configure(builder);
        builder.Ignore(p => p.Entry);
        builder.HasIndex(p => new { p.Slug, p.Number }).IsUnique().HasDatabaseName(Publication.NumberIsUnique);
        builder.HasIndex(p => new { p.ServiceId, p.Number }).IsUnique();
        builder.HasIndex(p => p.Name);
        builder.HasOne<Service>().WithMany().HasForeignKey(p => p.ServiceId).OnDelete(DeleteBehavior.Restrict);
        // Made of name and told texts by a trigger (Migrations/Initial.Register.sql).
        builder.Property<NpgsqlTsVector>("Vector").ValueGeneratedOnAdd();
        builder.HasIndex("Vector").HasMethod("gin");
    }
}

internal sealed class PublicationWithdrawalMapping : ReviewRecordMapping<PublicationWithdrawal>
{
    public override void Configure(EntityTypeBuilder<PublicationWithdrawal> builder)
    {
        base.Configure(builder);
        builder.HasIndex(w => new { w.ServiceId, w.UpTo });
        builder.HasOne<Service>().WithMany().HasForeignKey(w => w.ServiceId).OnDelete(DeleteBehavior.Restrict);
    }
}
